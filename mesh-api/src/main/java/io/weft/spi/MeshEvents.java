package io.weft.spi;

import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Outcome;
import io.weft.model.RequestHead;
import io.weft.model.ResponseFlag;
import java.util.Optional;

/** Told what happens, for metrics, logs and traces. Called on the calling thread: must be quick and must not throw. */
public interface MeshEvents {

    /** Ignores everything. */
    MeshEvents NONE = new MeshEvents() {};

    /** An attempt ended. */
    default void attempted(RequestHead head, Cluster cluster, Endpoint endpoint, Outcome outcome, long nanos) {}

    /** The call as the caller sees it ended. */
    default void called(RequestHead head, String cluster, Optional<ResponseFlag> flag, int attempts, long nanos) {}
}
