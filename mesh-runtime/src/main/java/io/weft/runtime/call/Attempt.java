package io.weft.runtime.call;

import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.runtime.upstream.Pick;
import java.util.OptionalLong;

/** One try at one endpoint. Must be handed back to {@link CallPlan#finish} exactly once, whatever becomes of it. */
public final class Attempt implements Next {

    private final int number;
    private final Pick pick;
    private final long startNanos;
    private final OptionalLong deadlineNanos;
    private final boolean endsCall;
    private final boolean hedge;
    private String transportFailure = "";

    Attempt(int number, Pick pick, long startNanos, OptionalLong deadlineNanos, boolean endsCall, boolean hedge) {
        this.number = number;
        this.pick = pick;
        this.startNanos = startNanos;
        this.deadlineNanos = deadlineNanos;
        this.endsCall = endsCall;
        this.hedge = hedge;
    }

    /** 1 for the first. */
    public int number() {
        return number;
    }

    /** Whether it is made beside another one that takes long. */
    public boolean isHedge() {
        return hedge;
    }

    /** The endpoint's: protocol, connect timeout. */
    public Cluster cluster() {
        return pick.cluster();
    }

    /** Where to. */
    public Endpoint endpoint() {
        return pick.endpoint();
    }

    /**
     * On the clock that was given to the planner: when to give the attempt up with {@code PER_TRY_TIMEOUT}, or with
     * {@code TIMEOUT} if {@link #endsCall}; empty for never.
     */
    public OptionalLong deadlineNanos() {
        return deadlineNanos;
    }

    /** How long the attempt had when it was planned: {@link #deadlineNanos} as a span. */
    public OptionalLong timeoutNanos() {
        return deadlineNanos.isEmpty()
                ? deadlineNanos
                : OptionalLong.of(Math.max(1, deadlineNanos.getAsLong() - startNanos));
    }

    /** Whether the deadline is the call's own, and not just this attempt's. */
    public boolean endsCall() {
        return endsCall;
    }

    /** To be said as soon as the attempt has its connection: until then it counts as pending. */
    public void connected() {
        pick.connected();
    }

    /** To be said, before the answer is released, if the attempt's connection will serve another one. */
    public void kept() {
        pick.kept();
    }

    /**
     * Counts the endpoint as busy beyond {@link CallPlan#finish} too, for an answer whose body is still coming. To be
     * called before that.
     *
     * @return to be run once, when the body has come or is not wanted any more
     */
    public Runnable hold() {
        return pick.hold();
    }

    /** Why the transport failed, for people: to be said, if there is more to say than the outcome does, before that. */
    public void failed(String why) {
        transportFailure = why;
    }

    String transportFailure() {
        return transportFailure;
    }

    Pick pick() {
        return pick;
    }

    long startNanos() {
        return startNanos;
    }
}
