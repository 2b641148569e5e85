package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.Thresholds;

/**
 * A cluster's thresholds, as the line of its requests needs them.
 *
 * @param slots requests that its connections carry at a time
 * @param pending requests without a connection
 * @param requests requests at a time
 * @param multiplexed whether one connection carries many requests
 */
record Caps(long slots, int pending, int requests, boolean multiplexed) {

    static Caps of(Cluster config) {
        Thresholds thresholds = config.thresholds();
        boolean multiplexed = config.protocol() == Cluster.Protocol.HTTP2;
        int each = multiplexed ? config.connections().maxConcurrentStreams() : 1;
        boolean capped = thresholds.maxConnections() < Integer.MAX_VALUE && each < Integer.MAX_VALUE;
        long slots = capped ? (long) thresholds.maxConnections() * each : Long.MAX_VALUE;
        return new Caps(slots, thresholds.maxPendingRequests(), thresholds.maxRequests(), multiplexed);
    }

    boolean none() {
        return slots == Long.MAX_VALUE && pending == Integer.MAX_VALUE && requests == Integer.MAX_VALUE;
    }
}
