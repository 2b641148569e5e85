package io.weft.control;

import java.time.Duration;

/**
 * When a change is pushed: at once if nothing happened for a while, else when it has been quiet for a moment, and after
 * a bound in any case.
 */
final class Pacing {

    private static final long NONE = Long.MIN_VALUE;

    private final long quiet;
    private final long atMost;
    private long lastChange = NONE;
    private long firstWaiting = NONE;

    Pacing(Duration quiet, Duration atMost) {
        this.quiet = quiet.toNanos();
        this.atMost = atMost.toNanos();
    }

    /** Notes a change, and returns the nanoseconds to wait before it is pushed. */
    long changed(long now) {
        boolean calm = firstWaiting == NONE && (lastChange == NONE || now - lastChange >= quiet);
        lastChange = now;
        if (calm) {
            return 0;
        }
        firstWaiting = firstWaiting == NONE ? now : firstWaiting;
        return remaining(now);
    }

    /** The nanoseconds that the waiting change has yet to wait; 0 if it is to be pushed now. */
    long remaining(long now) {
        return Math.max(0, Math.min(lastChange + quiet, firstWaiting + atMost) - now);
    }

    void pushed() {
        firstWaiting = NONE;
    }
}
