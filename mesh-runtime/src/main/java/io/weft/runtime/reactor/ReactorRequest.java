package io.weft.runtime.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.util.Optional;
import org.reactivestreams.Publisher;

/**
 * A request, all of it known but the bytes of its body.
 *
 * @param uri absolute, with the name of the service that is meant: {@code http://reviews:9080/reviews/0}
 * @param headers of the caller's; not changed
 * @param body empty for none
 * @param repeatable whether the body, if there is one, can be subscribed to more than once, with the same bytes each
 *     time; if not, the request is sent once
 */
public record ReactorRequest(
        HttpMethod method,
        URI uri,
        HttpHeaders headers,
        Optional<Publisher<? extends ByteBuf>> body,
        boolean repeatable) {

    /** One without a body. */
    public ReactorRequest(HttpMethod method, URI uri, HttpHeaders headers) {
        this(method, uri, headers, Optional.empty(), true);
    }

    /** {@code https} is the caller's own affair, and so is a URI that only its client can complete. */
    boolean passesThrough() {
        return !"http".equalsIgnoreCase(uri.getScheme());
    }

    /** Host and port as the caller wrote them. */
    String authority() {
        String host = headers.get("host");
        if (host != null) {
            return host;
        }
        String authority = uri.getRawAuthority();
        return authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** Path and query. */
    String path() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Whether to send it twice does no more than to send it once, by its method (RFC 9110, 9.2.1). */
    boolean isSafe() {
        return switch (method.name()) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }
}
