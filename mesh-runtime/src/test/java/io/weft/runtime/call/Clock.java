package io.weft.runtime.call;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that moves when told to. */
final class Clock implements LongSupplier {

    private long nanos = -42; // a monotonic clock may well be negative

    void advance(Duration by) {
        nanos += by.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
