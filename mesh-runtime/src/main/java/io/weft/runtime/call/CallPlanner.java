package io.weft.runtime.call;

import io.weft.model.MeshSnapshot;
import io.weft.model.RequestHead;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Plans calls. One per mesh; thread-safe. */
public final class CallPlanner {

    /**
     * @param events told of every attempt and call
     * @param nanoTime a monotonic clock in nanoseconds; deadlines are on it
     * @param random must be thread-safe
     */
    public CallPlanner(Upstreams upstreams, MeshEvents events, LongSupplier nanoTime, RandomGenerator random) {}

    /**
     * Plans one call, which keeps to this snapshot to its end.
     *
     * @param head what the caller sends
     * @param snapshot must know the upstream ({@link #upstreamOf}); one that it has not heard of passes through
     * @param deadlineNanos the caller's own deadline, on the clock that was given to this planner
     */
    public Plan plan(RequestHead head, MeshSnapshot snapshot, OptionalLong deadlineNanos) {
        throw new UnsupportedOperationException();
    }

    /** The snapshot's key for a request: the authority's host in lower case and the port it is aimed at. */
    public static String upstreamOf(RequestHead head) {
        throw new UnsupportedOperationException();
    }
}
