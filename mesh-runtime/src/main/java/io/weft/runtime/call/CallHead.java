package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import io.weft.model.RequestHead;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The head of a request as rules look at it: the caller's own, with its path normalised and trace headers added. */
final class CallHead implements RequestHead {

    private final RequestHead sent;
    private final String path;
    private final int pathEnd;
    private final List<HeaderEdit.Add> added;
    private final String caller;

    CallHead(RequestHead sent, String path, List<HeaderEdit.Add> added, String caller) {
        this.sent = sent;
        this.path = path;
        int question = path.indexOf('?');
        this.pathEnd = question < 0 ? path.length() : question;
        this.added = added;
        this.caller = caller;
    }

    /** The caller's own. */
    RequestHead sent() {
        return sent;
    }

    /** The trace headers that the caller's head did not have. */
    List<HeaderEdit.Add> added() {
        return added;
    }

    /** The address of whoever called this process for the work that the request is part of; empty if unknown. */
    String caller() {
        return caller;
    }

    @Override
    public String scheme() {
        return sent.scheme();
    }

    @Override
    public String authority() {
        return sent.authority();
    }

    @Override
    public int port() {
        return sent.port();
    }

    @Override
    public String method() {
        return sent.method();
    }

    /** Whether the method is one that changes nothing (RFC 9110, 9.2.1). */
    boolean isSafe() {
        return switch (sent.method()) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }

    /**
     * Whether the request may be made twice: by its method (RFC 9110, 9.2.2). A gRPC method tells nothing of the kind
     * on the wire; there the word of whoever writes the rule counts, as in gRFC A6.
     */
    boolean isIdempotent() {
        return switch (sent.method()) {
            case "PUT", "DELETE" -> true;
            default -> isSafe() || sent.grpc();
        };
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public int pathEnd() {
        return pathEnd;
    }

    @Override
    public @Nullable String header(String name) {
        String value = sent.header(name);
        for (int i = 0; value == null && i < added.size(); i++) {
            value = added.get(i).name().equals(name) ? added.get(i).value() : null;
        }
        return value;
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> consumer) {
        sent.forEachHeader(consumer);
        for (HeaderEdit.Add header : added) {
            consumer.accept(header.name(), header.value());
        }
    }

    @Override
    public boolean grpc() {
        return sent.grpc();
    }
}
