package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The live state of every cluster: requests in flight, ejections, connection back-off. Keyed by the cluster's name and
 * the endpoint's address, it survives every change of configuration. One per mesh; thread-safe; no threads, no I/O.
 */
public final class Upstreams {

    private final Map<String, ClusterView> clusters = new ConcurrentHashMap<>();

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     * @param random must be thread-safe
     */
    public Upstreams(LongSupplier nanoTime, RandomGenerator random) {}

    /** The live view of a cluster under this configuration; cheap while the configuration is the same object. */
    public ClusterView view(Cluster config) {
        return clusters.compute(config.name(), (name, view) -> view != null ? view : new ClusterView(config));
    }

    /** The newest view of each cluster, for display. */
    public Collection<ClusterView> views() {
        return List.copyOf(clusters.values());
    }
}
