package io.weft.runtime.guard;

import io.weft.model.RateLimit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bucket of tokens in one number: the moment at which it was, or would have been, empty. From then on it fills at its
 * rate; a token taken moves the moment on by the time one token takes. Thread-safe without locks.
 */
final class TokenBucket {

    private final long nanosPerToken;
    private final long nanosToFill;
    private final AtomicLong emptyAt;

    /** A full one. */
    TokenBucket(RateLimit limit, long now) {
        this.nanosPerToken = Math.max(1, limit.interval().toNanos() / limit.tokens());
        this.nanosToFill = saturated(nanosPerToken, limit.burst());
        this.emptyAt = new AtomicLong(now - nanosToFill);
    }

    private static long saturated(long nanos, int times) {
        // Half the range, so that differences of two moments keep their sign.
        return nanos > Long.MAX_VALUE / 2 / times ? Long.MAX_VALUE / 2 : nanos * times;
    }

    /**
     * Takes a token.
     *
     * @return 0, or how many nanoseconds there is none yet
     */
    long take(long now) {
        while (true) {
            long known = emptyAt.get();
            long empty = now - known > nanosToFill ? now - nanosToFill : known;
            long wait = nanosPerToken - (now - empty);
            if (wait > 0) {
                return wait;
            }
            if (emptyAt.compareAndSet(known, empty + nanosPerToken)) {
                return 0;
            }
        }
    }

    /** Whether it is as good as new. */
    boolean full(long now) {
        return now - emptyAt.get() >= nanosToFill;
    }
}
