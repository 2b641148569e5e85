package io.weft.runtime.call;

import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.model.VirtualHost;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route tables in use, by upstream. A table lives as long as its virtual host stays the same object from snapshot
 * to snapshot. An upstream whose routes cannot be compiled keeps the table it had; if it had none, it has no routes.
 * Thread-safe.
 */
final class RouteTables {

    private static final Logger LOG = LoggerFactory.getLogger("mesh");

    private record Compiled(VirtualHost host, RouteTable table) {
        /** Compares identities: to compare a thousand routes would cost more than the lookup. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(VirtualHost other) {
            return host == other;
        }
    }

    private final Map<String, Compiled> tables = new ConcurrentHashMap<>();

    RouteTable of(String upstream, VirtualHost host) {
        Compiled known = tables.get(upstream);
        return known != null && known.isOf(host)
                ? known.table()
                : tables.compute(upstream, (name, last) -> compiled(name, host, last))
                        .table();
    }

    /** Kept with its host even if that was not to be compiled, so that it is tried, and complained about, once. */
    private static Compiled compiled(String upstream, VirtualHost host, @Nullable Compiled last) {
        if (last != null && last.host().equals(host)) {
            return new Compiled(host, last.table());
        }
        try {
            return new Compiled(host, new RouteTable(host));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} {}: {}", upstream, last == null ? "has no routes" : "keeps the routes it had", e.getMessage());
            return new Compiled(host, last == null ? RouteTable.EMPTY : last.table());
        }
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
