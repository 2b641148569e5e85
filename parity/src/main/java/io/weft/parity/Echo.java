package io.weft.parity;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the endpoints saw, by the request id that each recorded call carries. Shared by all echo endpoints. */
final class Echo {

    /**
     * One attempt as it reached an endpoint.
     *
     * @param address the endpoint's IP address
     * @param headers names in lower case, in order
     * @param timeout the deadline that travelled ({@code grpc-timeout}), empty if none
     */
    record Seen(
            String address,
            String method,
            String path,
            String authority,
            List<Map.Entry<String, String>> headers,
            String timeout) {

        /** The first header of that name, empty if there is none. */
        String header(String name) {
            return headers.stream()
                    .filter(header -> header.getKey().equals(name))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }
    }

    private final Map<String, Queue<Seen>> calls = new ConcurrentHashMap<>();

    /** Notes an attempt and tells which of its call it is, from 0. */
    int note(String requestId, Seen seen) {
        Queue<Seen> attempts = calls.computeIfAbsent(requestId, id -> new ConcurrentLinkedQueue<>());
        synchronized (attempts) {
            attempts.add(seen);
            return attempts.size() - 1;
        }
    }

    /** The attempts of a call, in order; forgets them. */
    List<Seen> take(String requestId) {
        Queue<Seen> attempts = calls.remove(requestId);
        return attempts == null ? List.of() : List.copyOf(attempts);
    }

    /** The entry of a list like {@code 503,200} that an attempt is ruled by: the last one repeats. */
    static int planned(String list, int attempt, int otherwise) {
        if (list.isEmpty()) {
            return otherwise;
        }
        String[] entries = list.split(",");
        return Integer.parseInt(entries[Math.min(attempt, entries.length - 1)].trim());
    }
}
