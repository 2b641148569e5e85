package io.weft.runtime.call;

import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import java.util.OptionalLong;

/**
 * One try at one endpoint. Must be handed back to {@link CallPlan#finish} exactly once, whatever becomes of it.
 *
 * @param number 1 for the first
 * @param cluster the endpoint's: protocol, connect timeout
 * @param endpoint where to
 * @param deadlineNanos on the clock that was given to the planner: when to give the attempt up with
 *     {@code PER_TRY_TIMEOUT} or {@code TIMEOUT} ({@link #endsCall}); empty for never
 * @param endsCall whether the deadline is the call's own, and not just this attempt's
 */
public record Attempt(int number, Cluster cluster, Endpoint endpoint, OptionalLong deadlineNanos, boolean endsCall)
        implements Next {}
