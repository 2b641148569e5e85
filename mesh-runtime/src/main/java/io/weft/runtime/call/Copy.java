package io.weft.runtime.call;

import io.weft.model.Outcome;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A copy of a call for a mirror's cluster: one attempt, whose answer is thrown away and whose end no caller waits for.
 * It has a place among those that may be under way, which only {@link #finish} or {@link #leaveOut} gives back; the
 * first word counts. Any thread may say it.
 */
public final class Copy {

    private final Attempt attempt;
    private final OutboundHead outbound;
    private final Copies.Seat seat;
    private final AtomicBoolean over = new AtomicBoolean();

    Copy(Attempt attempt, OutboundHead outbound, Copies.Seat seat) {
        this.attempt = attempt;
        this.outbound = outbound;
        this.seat = seat;
    }

    /** Where it goes. Has a deadline always, so that a cluster that hangs can't hold copies for ever. */
    public Attempt attempt() {
        return attempt;
    }

    /** The same head as the original's; Istio adds no {@code -shadow} to the authority by default. */
    public OutboundHead outbound() {
        return outbound;
    }

    /** It was sent and has ended, its answer read or given up. */
    public void finish(Outcome outcome) {
        end(outcome, true);
    }

    /** It was not sent, for its body can't be copied. */
    public void leaveOut() {
        end(Outcome.of(Outcome.Kind.CANCELLED), false);
    }

    private void end(Outcome outcome, boolean sent) {
        if (over.compareAndSet(false, true)) {
            attempt.pick().done(outcome);
            seat.leave(sent);
        }
    }
}
