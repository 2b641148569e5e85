package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.Outcome;
import java.util.List;

/**
 * One configuration of a cluster over the live state of its endpoints. A call keeps the view it began with; views of
 * several configurations share the state. Thread-safe.
 */
public final class ClusterView {

    private final Cluster config;

    ClusterView(Cluster config) {
        this.config = config;
    }

    public Cluster config() {
        return config;
    }

    /** Chooses an endpoint for one attempt and counts it as busy, or says why there is none. */
    public Choice pick(PickArgs args) {
        throw new UnsupportedOperationException(args.toString());
    }

    /**
     * Asks whether one more retry may be under way (retry budget, or maxRetries without one). Each true is followed by
     * one {@link #retryDone} when the retried attempt has ended.
     */
    public boolean startRetry() {
        return true;
    }

    /** Gives back what {@link #startRetry} took. */
    public void retryDone() {}

    /** The endpoints in configured order. */
    public List<EndpointView> endpoints() {
        return List.of();
    }

    void done(EndpointState state, Outcome outcome) {
        state.inFlight.decrementAndGet();
    }
}
