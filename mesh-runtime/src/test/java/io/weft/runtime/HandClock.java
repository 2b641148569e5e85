package io.weft.runtime;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that moves when told to. */
public final class HandClock implements LongSupplier {

    private long nanos = -42; // a monotonic clock may well be negative

    public void advance(Duration by) {
        nanos += by.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
