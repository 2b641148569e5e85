package io.weft.runtime.reactor;

import io.weft.model.RequestHead;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The head of a request, as rules look at it. */
final class ReactorHead implements RequestHead {

    private static final int HTTP_PORT = 80;

    private final ReactorRequest request;
    private final String authority;

    ReactorHead(ReactorRequest request) {
        this.request = request;
        this.authority = request.authority();
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String authority() {
        return authority;
    }

    @Override
    public int port() {
        return request.uri().getPort() > 0 ? request.uri().getPort() : HTTP_PORT;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public @Nullable String header(String name) {
        // Rules ask for headers far more often than requests have them: a list is made only where there is one.
        if (!request.headers().contains(name)) {
            return null;
        }
        List<String> values = request.headers().getAll(name);
        return values.size() == 1 ? values.get(0) : String.join(",", values);
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> consumer) {
        for (Map.Entry<String, String> header : request.headers()) {
            consumer.accept(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
    }

    @Override
    public boolean grpc() {
        return false;
    }
}
