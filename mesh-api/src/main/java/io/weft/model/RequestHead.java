package io.weft.model;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may look at of a request before its body: the same for HTTP and gRPC. Read on the calling thread only.
 */
public interface RequestHead {

    /** {@code http}, {@code https}, or {@code http} for gRPC. */
    String scheme();

    /** The request's own authority (Host header), as sent: with or without a port. */
    String authority();

    /** The port that the call is aimed at, also when the authority does not say it. */
    int port();

    /** The HTTP method; {@code POST} for gRPC. */
    String method();

    /** Path and query as sent; {@code /package.Service/Method} for gRPC. */
    String path();

    /** Where in {@link #path} the path ends and the query, with its question mark, begins. */
    default int pathEnd() {
        int question = path().indexOf('?');
        return question < 0 ? path().length() : question;
    }

    /** The header's value, several joined by {@code ,}; null if there is none. Names are given in lower case. */
    @Nullable
    String header(String name);

    /** Every header in order, names in lower case. */
    void forEachHeader(BiConsumer<String, String> consumer);

    /** Whether it is a gRPC call, whose status travels in trailers. */
    boolean grpc();
}
