package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Outcome;

/** One endpoint, chosen for one attempt and counted as busy until {@link #done}. */
public final class Pick implements Choice {

    private final ClusterView cluster;
    private final Slot slot;
    private volatile boolean pending;
    private volatile boolean kept;
    private volatile boolean held;
    private boolean done;

    Pick(ClusterView cluster, Slot slot, boolean pending) {
        this.cluster = cluster;
        this.slot = slot;
        this.pending = pending;
    }

    public Endpoint endpoint() {
        return slot.endpoint();
    }

    public Cluster cluster() {
        return cluster.config();
    }

    /** The attempt has its connection: it does not count as pending any more. Only the first call counts. */
    public void connected() {
        if (settle()) {
            cluster.connected();
        }
    }

    /** True once, if it counted as pending. */
    private boolean settle() {
        if (!pending) {
            return false;
        }
        synchronized (this) {
            boolean was = pending;
            pending = false;
            return was;
        }
    }

    /** The attempt's connection will serve another one. To be said before the endpoint is released. */
    public void kept() {
        kept = true;
    }

    /**
     * Ends the attempt: releases the endpoint and teaches balancer and ejector. Called by one thread at a time; only
     * the first call counts.
     */
    public void done(Outcome outcome) {
        if (done) {
            return;
        }
        done = true;
        if (!held) {
            release();
        }
        cluster.learn(slot, outcome);
    }

    /**
     * Counts the endpoint as busy beyond {@link #done} too, for an answer whose body is still coming.
     * To be called before {@link #done}.
     *
     * @return to be run once, when the endpoint has nothing more to do
     */
    public Runnable hold() {
        held = true;
        return this::release;
    }

    private void release() {
        cluster.ended(slot, settle(), kept);
    }

    @Override
    public String toString() {
        return endpoint().address().toString();
    }
}
