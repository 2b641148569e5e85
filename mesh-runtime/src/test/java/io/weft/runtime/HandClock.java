package io.weft.runtime.guard;

import java.time.Duration;
import java.util.function.LongSupplier;

final class HandClock implements LongSupplier {

    private long nanos = -42; // a monotonic clock may well be negative

    void advance(Duration by) {
        nanos += by.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
