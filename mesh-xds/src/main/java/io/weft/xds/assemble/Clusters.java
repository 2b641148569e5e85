package io.weft.xds.assemble;

import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.xds.decode.Resource.ClusterPolicy;
import io.weft.xds.decode.Resource.LoadAssignment;
import io.weft.xds.decode.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clusters put together from their policy and their endpoints; each stays as it is until both halves are there. */
final class Clusters {

    private final Shelf shelf;
    private final Map<String, Composed> composed = new HashMap<>();

    Clusters(Shelf shelf) {
        this.shelf = shelf;
    }

    /**
     * Puts a cluster together anew.
     *
     * @return whether it is different now
     */
    boolean refresh(String name) {
        Optional<ClusterPolicy> policy = shelf.value(ResourceKey.cluster(name), ClusterPolicy.class);
        if (policy.isEmpty() || !endpointsAnswered(policy.get())) {
            return false;
        }
        Optional<LoadAssignment> endpoints = endpoints(policy.get());
        @Nullable Composed before = composed.get(name);
        if (before != null && before.isOf(policy.get(), endpoints)) {
            return false;
        }
        Cluster cluster = compose(policy.get(), endpoints);
        composed.put(name, new Composed(policy.get(), endpoints, cluster));
        return before == null || !before.cluster.equals(cluster);
    }

    /** Whether routes to it may be published: it is there, or known not to exist. */
    boolean settled(String name) {
        ResourceKey key = ResourceKey.cluster(name);
        return composed.containsKey(name)
                || shelf.answered(key) && shelf.value(key, ClusterPolicy.class).isEmpty();
    }

    Optional<Cluster> cluster(String name) {
        return Optional.ofNullable(composed.get(name)).map(Composed::cluster);
    }

    void forget(String name) {
        composed.remove(name);
    }

    private boolean endpointsAnswered(ClusterPolicy policy) {
        return policy.loadAssignment()
                .map(name -> shelf.answered(ResourceKey.endpoints(name)))
                .orElse(true);
    }

    private Optional<LoadAssignment> endpoints(ClusterPolicy policy) {
        return policy.loadAssignment().flatMap(name -> shelf.value(ResourceKey.endpoints(name), LoadAssignment.class));
    }

    private static Cluster compose(ClusterPolicy of, Optional<LoadAssignment> assignment) {
        Cluster policy = of.policy();
        List<Endpoint> endpoints = of.loadAssignment().isEmpty()
                ? policy.endpoints()
                : assignment.map(LoadAssignment::endpoints).orElse(List.of());
        return policy.withEndpoints(
                endpoints,
                of.weighsLocalities() && of.loadAssignment().isPresent()
                        ? assignment.map(LoadAssignment::localities).orElse(Map.of())
                        : policy.localities());
    }

    /** A cluster and the very resources that it was made of. */
    private record Composed(ClusterPolicy policy, Optional<LoadAssignment> endpoints, Cluster cluster) {

        @SuppressWarnings("ReferenceEquality") // spares the comparison of contents where nothing new came
        boolean isOf(ClusterPolicy policy, Optional<LoadAssignment> endpoints) {
            return this.policy == policy && this.endpoints.orElse(null) == endpoints.orElse(null);
        }
    }
}
