package io.weft.runtime.call;

import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.model.VirtualHost;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The route tables in use, by upstream. A table lives as long as its virtual host stays the same object from snapshot
 * to snapshot. Thread-safe.
 */
final class RouteTables {

    private record Compiled(VirtualHost host, RouteTable table) {
        /** Compares identities: to compare a thousand routes would cost more than the lookup. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(VirtualHost other) {
            return host == other;
        }
    }

    private final Map<String, Compiled> tables = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if the routes cannot be compiled */
    RouteTable of(String upstream, VirtualHost host) {
        Compiled known = tables.get(upstream);
        if (known != null && known.isOf(host)) {
            return known.table();
        }
        RouteTable table = known != null && known.host().equals(host) ? known.table() : new RouteTable(host);
        tables.put(upstream, new Compiled(host, table));
        return table;
    }

    /** Compiles what a snapshot brings and forgets what it no longer has. */
    void prepare(MeshSnapshot snapshot) {
        tables.keySet().retainAll(snapshot.upstreams().keySet());
        snapshot.upstreams().forEach((name, upstream) -> {
            if (upstream instanceof Upstream.Known known) {
                of(name, known.virtualHost());
            }
        });
    }
}
