package io.weft.spi;

import io.weft.model.CallRecord;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Outcome;
import io.weft.model.RequestHead;

/** Told what happens, for metrics, logs and traces. Called on the calling thread: must be quick and must not throw. */
public interface MeshEvents {

    /** Ignores everything. */
    MeshEvents NONE = new MeshEvents() {};

    /** Whether {@link #called} is of use; without it no record is made. */
    default boolean wantsCalls() {
        return false;
    }

    /** An attempt ended. */
    default void attempted(RequestHead head, Cluster cluster, Endpoint endpoint, Outcome outcome, long nanos) {}

    /**
     * A copy of a call has ended that was made for a mirror's cluster, on any thread.
     *
     * @param sent false if it was left out: too many were under way, none could be picked, or its body was too long
     */
    default void mirrored(Cluster cluster, boolean sent) {}

    /** The call ended as the caller sees it; {@code head} is what the caller sent. */
    default void called(RequestHead head, CallRecord call) {}
}
