package io.weft.runtime.call;

import io.weft.model.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request's head, as a test writes it down. */
record SentHead(String method, String authority, String path, List<Header> headers, boolean grpc)
        implements RequestHead {

    static SentHead get(String url, String... namesAndValues) {
        return of("GET", url, false, namesAndValues);
    }

    static SentHead grpc(String url, String... namesAndValues) {
        return of("POST", url, true, namesAndValues);
    }

    SentHead withMethod(String other) {
        return new SentHead(other, authority, path, headers, grpc);
    }

    private static SentHead of(String method, String url, boolean grpc, String... namesAndValues) {
        int slash = url.indexOf('/');
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new SentHead(method, url.substring(0, slash), url.substring(slash), headers, grpc);
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public int port() {
        return 9080;
    }

    @Override
    public @Nullable String header(String name) {
        List<String> values = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
        return values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> consumer) {
        headers.forEach(header -> consumer.accept(header.name().toLowerCase(Locale.ROOT), header.value()));
    }
}
