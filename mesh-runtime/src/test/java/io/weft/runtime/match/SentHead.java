package io.weft.runtime.match;

import io.weft.model.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request's head, as a test writes it down. */
public record SentHead(
        String method, String authority, String path, List<Map.Entry<String, String>> headers, boolean grpc)
        implements RequestHead {

    public static SentHead get(String url, String... namesAndValues) {
        return of("GET", url, false, namesAndValues);
    }

    public static SentHead grpc(String url, String... namesAndValues) {
        return of("POST", url, true, namesAndValues);
    }

    public SentHead withMethod(String other) {
        return new SentHead(other, authority, path, headers, grpc);
    }

    private static SentHead of(String method, String url, boolean grpc, String... namesAndValues) {
        int slash = url.indexOf('/');
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
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
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
        return values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> consumer) {
        headers.forEach(header -> consumer.accept(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    }
}
