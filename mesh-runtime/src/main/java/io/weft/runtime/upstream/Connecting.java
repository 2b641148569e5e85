package io.weft.runtime.upstream;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Whether an endpoint can be reached, and when that is tried again if not: gRPC's connection back-off (1 s, then 1.6
 * times as long, jitter 0.2), with a cap of 3 s so that a restarted endpoint soon has its share again.
 */
final class Connecting {

    private static final double FIRST = TimeUnit.SECONDS.toNanos(1);
    private static final double FACTOR = 1.6;
    private static final double LONGEST = TimeUnit.SECONDS.toNanos(3);
    private static final double JITTER = 0.2;

    private volatile boolean failing;
    private int failures;
    private long retryAt;

    boolean failing() {
        return failing;
    }

    long retryAt() {
        return retryAt;
    }

    void failed(long now, RandomGenerator random) {
        failing = true;
        double pause = Math.min(LONGEST, FIRST * Math.pow(FACTOR, failures));
        failures++;
        retryAt = now + (long) (pause * (1 + JITTER * (2 * random.nextDouble() - 1)));
    }

    /** One try is under way: nobody else tries before then. */
    void trying(long until) {
        failing = true;
        retryAt = until;
    }

    /** True if it had been tried in vain before. */
    boolean succeeded() {
        boolean wasDown = failures > 0;
        failing = false;
        failures = 0;
        return wasDown;
    }
}
