package io.weft.model;

import java.util.Map;
import java.util.Optional;

/**
 * All that one configuration says, whole and immutable: a call reads one snapshot from start to end.
 *
 * @param version names this snapshot; two snapshots with the same version are equal
 * @param upstreams what is known of each upstream that was asked for, by {@code host:port} in lower case. An
 *     upstream that is not a key has not been answered yet
 * @param clusters every cluster that a route of {@code upstreams} names, by name (Istio's
 *     {@code outbound|9080|v1|reviews.default.svc.cluster.local})
 */
public record MeshSnapshot(String version, Map<String, Upstream> upstreams, Map<String, Cluster> clusters) {

    /** Nothing is known yet. */
    public static final MeshSnapshot EMPTY = new MeshSnapshot("", Map.of(), Map.of());

    public MeshSnapshot {
        upstreams = Map.copyOf(upstreams);
        clusters = Map.copyOf(clusters);
    }

    /** What is known of {@code host:port}, or nothing while its answer is outstanding. */
    public Optional<Upstream> upstream(String hostAndPort) {
        return Optional.ofNullable(upstreams.get(hostAndPort));
    }

    /** The cluster of that name; a route may name one that does not exist, which Envoy answers with flag NC. */
    public Optional<Cluster> cluster(String name) {
        return Optional.ofNullable(clusters.get(name));
    }
}
