package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Outcome;

/** One endpoint, chosen for one attempt and counted as busy until {@link #done}. */
public final class Pick implements Choice {

    private final ClusterView cluster;
    private final EndpointState state;
    private final Endpoint endpoint;
    private boolean done;

    Pick(ClusterView cluster, EndpointState state, Endpoint endpoint) {
        this.cluster = cluster;
        this.state = state;
        this.endpoint = endpoint;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public Cluster cluster() {
        return cluster.config();
    }

    /** Ends the attempt: releases the endpoint and teaches balancer and ejector. Further calls do nothing. */
    public void done(Outcome outcome) {
        if (!done) {
            done = true;
            cluster.done(state, outcome);
        }
    }

    @Override
    public String toString() {
        return endpoint.address().toString();
    }
}
