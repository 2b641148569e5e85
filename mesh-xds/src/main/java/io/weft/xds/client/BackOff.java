package io.weft.xds.client;

import io.grpc.internal.BackoffPolicy;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Pauses between attempts to connect: 100 ms, then 1.6 times longer each, at most 5 s; each within ±20 % by chance. */
public final class BackOff implements BackoffPolicy {

    private static final double FIRST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double LONGEST = TimeUnit.SECONDS.toNanos(5);
    private static final double GROWTH = 1.6;
    private static final double JITTER = 0.2;

    private final RandomGenerator random;
    private double next = FIRST;

    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public long nextBackoffNanos() {
        double pause = next;
        next = Math.min(next * GROWTH, LONGEST);
        double jittered = pause * (1 - JITTER + 2 * JITTER * random.nextDouble());
        return (long) Math.min(jittered, LONGEST);
    }
}
