package io.weft.runtime.load;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Under which authority each cluster was called last: who asks its endpoints for their load asks, and trusts, the
 * server that the call would have. Thread-safe.
 */
public final class LastCalls {

    private final Map<String, String> authorities = new ConcurrentHashMap<>();

    /** A call is about to be made. Nothing is kept of clusters that nobody asks. */
    public void note(Cluster cluster, String authority) {
        if (cluster.loadBalancing() instanceof LoadBalancing.Probing
                && !authority.equals(authorities.get(cluster.name()))) {
            authorities.put(cluster.name(), authority);
        }
    }

    /** Empty if there was no call yet. */
    public Optional<String> authority(Cluster cluster) {
        return Optional.ofNullable(authorities.get(cluster.name()));
    }

    /** Forgets the clusters that are not configured any more. */
    public void retain(Set<String> clusterNames) {
        authorities.keySet().retainAll(clusterNames);
    }
}
