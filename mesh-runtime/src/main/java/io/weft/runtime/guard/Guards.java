package io.weft.runtime.guard;

import io.weft.model.Cluster;
import io.weft.model.Guard;
import io.weft.model.MeshSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The live guards of all clusters that have one, by the cluster's name: breakers and buckets survive every change of
 * configuration. One per mesh; thread-safe.
 */
public final class Guards {

    private final LongSupplier clock;
    private final Map<String, ClusterGuard> guards = new ConcurrentHashMap<>();

    /** @param nanoTime a monotonic clock in nanoseconds */
    public Guards(LongSupplier nanoTime) {
        this.clock = nanoTime;
    }

    /** The guards are as this snapshot says from now on, also for calls that were planned by an older one. */
    public void adopt(MeshSnapshot snapshot) {
        snapshot.clusters()
                .values()
                .forEach(cluster -> cluster.guard()
                        .ifPresent(config -> guard(cluster, config).use(config)));
        guards.keySet()
                .removeIf(name -> snapshot.cluster(name).flatMap(Cluster::guard).isEmpty());
    }

    /** The guard of a cluster; null if it has none. */
    public @Nullable ClusterGuard of(Cluster cluster) {
        return cluster.guard().isEmpty() ? null : guard(cluster, cluster.guard().get());
    }

    private ClusterGuard guard(Cluster cluster, Guard config) {
        ClusterGuard known = guards.get(cluster.name());
        return known != null
                ? known
                : guards.computeIfAbsent(cluster.name(), name -> new ClusterGuard(name, config, clock));
    }

    /** The breakers as they stand, for display. */
    public List<BreakerView> breakers() {
        return guards.values().stream()
                .flatMap(guard -> guard.breakerView().stream())
                .sorted((one, other) -> one.cluster().compareTo(other.cluster()))
                .toList();
    }

    /** What became of hedging where a rule asks for it, for display. */
    public List<HedgingView> hedging() {
        return guards.values().stream()
                .flatMap(guard -> guard.hedgingView().stream())
                .sorted((one, other) -> one.cluster().compareTo(other.cluster()))
                .toList();
    }
}
