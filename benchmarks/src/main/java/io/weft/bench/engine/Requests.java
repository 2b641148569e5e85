package io.weft.bench.engine;

import io.weft.bench.engine.Meshes.Routes;
import io.weft.model.RequestHead;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What callers ask for: requests for routes from all over a table. */
final class Requests {

    /** A power of two, so that taking them in turns costs next to nothing. */
    static final int COUNT = 64;

    private static final String NO_USER = "";

    private Requests() {}

    /** One for every 64th part of the table; of mixed routes, a quarter for each kind. */
    static RequestHead[] to(Routes kind, int routes) {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> {
                    int route = (int) ((long) i * routes / COUNT);
                    return kind == Routes.MIXED ? mixed(route / 4 * 4 + i % 4) : new Head("/other", "user" + route);
                })
                .toArray(RequestHead[]::new);
    }

    private static RequestHead mixed(int route) {
        return switch (route % 4) {
            case 0 -> new Head("/api/v1/items/" + route, NO_USER);
            case 1 -> new Head("/static/" + route + "/x.css", NO_USER);
            case 2 -> new Head("/other", "user" + route);
            default -> new Head("/r" + route + "/abc", NO_USER);
        };
    }

    private record Head(String path, String user) implements RequestHead {

        private static final Map<String, String> HEADERS = Map.of(
                "x-request-id", "7f2b7c1e-6a2c-9a0c-8f6e-1d2c3b4a5f60",
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "accept", "application/json");

        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public String authority() {
            return Meshes.UPSTREAM;
        }

        @Override
        public int port() {
            return 9080;
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public @Nullable String header(String name) {
            return name.equals("end-user") && !user.isEmpty() ? user : HEADERS.get(name);
        }

        @Override
        public void forEachHeader(BiConsumer<String, String> consumer) {
            HEADERS.forEach(consumer);
            if (!user.isEmpty()) {
                consumer.accept("end-user", user);
            }
        }

        @Override
        public boolean grpc() {
            return false;
        }
    }
}
