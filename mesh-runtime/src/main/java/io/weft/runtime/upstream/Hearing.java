package io.weft.runtime.upstream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether an endpoint answers when asked for its load. Thread-safe. */
final class Hearing {

    /** It may be upgraded and then understand. */
    private static final long ASK_AGAIN = TimeUnit.SECONDS.toNanos(60);

    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean deaf;
    private volatile long askAgainAt;

    boolean deaf() {
        return deaf;
    }

    /** True if it may be asked now; then it is not asked again before {@link #heard}. */
    boolean ask(long now) {
        return (!deaf || now >= askAgainAt) && asked.compareAndSet(false, true);
    }

    void heard(LoadAnswer answer, long now) {
        if (answer == LoadAnswer.Missing.NOT_UNDERSTOOD) {
            askAgainAt = now + ASK_AGAIN;
            deaf = true;
        } else if (answer instanceof LoadReport) {
            deaf = false;
        }
        asked.set(false);
    }
}
