package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The live state of every cluster: requests in flight, ejections, connection back-off. Keyed by the cluster's name and
 * the endpoint's address, it survives every change of configuration. One per mesh; thread-safe; no threads, no I/O.
 */
public final class Upstreams {

    private final Environment environment;
    private final Map<String, LiveCluster> clusters = new ConcurrentHashMap<>();

    /**
     * Without a probe: an endpoint that failed to connect is tried again by one call at a time.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     * @param random must be thread-safe
     */
    public Upstreams(LongSupplier nanoTime, RandomGenerator random) {
        this(nanoTime, random, Optional.empty(), Optional.empty());
    }

    /** With a probe, no call is risked to find out whether an endpoint can be reached again. */
    public Upstreams(LongSupplier nanoTime, RandomGenerator random, ConnectionProbe probe) {
        this(nanoTime, random, Optional.of(probe), Optional.empty());
    }

    /**
     * @param loadProbe without it, {@link io.weft.model.LoadBalancing.Probing} is
     *     {@link io.weft.model.LoadBalancing.LeastRequest} of two
     */
    public Upstreams(
            LongSupplier nanoTime,
            RandomGenerator random,
            Optional<ConnectionProbe> connectionProbe,
            Optional<LoadProbe> loadProbe) {
        long start = nanoTime.getAsLong();
        this.environment = new Environment(() -> nanoTime.getAsLong() - start, random, connectionProbe, loadProbe);
    }

    /** The live view of a cluster under this configuration; cheap while the configuration is the same object. */
    public ClusterView view(Cluster config) {
        LiveCluster live = clusters.get(config.name());
        if (live == null) {
            live = clusters.computeIfAbsent(config.name(), name -> new LiveCluster(config, environment));
        }
        return live.view(config);
    }

    /** The newest view of each cluster, for display. */
    public Collection<ClusterView> views() {
        return clusters.values().stream().map(LiveCluster::newest).toList();
    }

    /** Forgets the clusters that are not configured any more. Attempts under way end as they would. */
    public void retain(Set<String> clusterNames) {
        clusters.keySet().retainAll(clusterNames);
    }
}
