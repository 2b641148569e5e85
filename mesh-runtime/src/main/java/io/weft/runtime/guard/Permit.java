package io.weft.runtime.guard;

import java.util.function.LongSupplier;

/** One call that was let through; to be ended once, later words don't count. Used by one thread at a time. */
public final class Permit implements Entry {

    private final Breaker breaker;
    private final Breaker.Stay stay;
    private final LongSupplier clock;
    private final long startNanos;
    private boolean over;

    Permit(Breaker breaker, Breaker.Stay stay, LongSupplier clock) {
        this.breaker = breaker;
        this.stay = stay;
        this.clock = clock;
        this.startNanos = clock.getAsLong();
    }

    /** The call has ended, with all its attempts. */
    public void ended(boolean failed) {
        if (!over) {
            over = true;
            breaker.ended(stay, failed, clock.getAsLong() - startNanos);
        }
    }

    /** The call says nothing of the destination: it reached none of its endpoints, or the caller gave up. */
    public void released() {
        if (!over) {
            over = true;
            breaker.released(stay);
        }
    }
}
