package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Outcome;

/** One endpoint, chosen for one attempt and counted as busy until {@link #done}. */
public final class Pick implements Choice {

    private final ClusterView cluster;
    private final Slot slot;
    private boolean done;

    Pick(ClusterView cluster, Slot slot) {
        this.cluster = cluster;
        this.slot = slot;
    }

    public Endpoint endpoint() {
        return slot.endpoint();
    }

    public Cluster cluster() {
        return cluster.config();
    }

    /**
     * Ends the attempt: releases the endpoint and teaches balancer and ejector. Called by one thread at a time; only
     * the first call counts.
     */
    public void done(Outcome outcome) {
        if (!done) {
            done = true;
            cluster.ended(slot, outcome);
        }
    }

    /**
     * Counts the endpoint as busy beyond {@link #done} too, for an answer whose body is still coming. To be called before
     * {@link #done}.
     *
     * @return to be run once, when the endpoint has nothing more to do
     */
    public Runnable hold() {
        return cluster.hold(slot);
    }

    @Override
    public String toString() {
        return endpoint().address().toString();
    }
}
