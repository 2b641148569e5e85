package io.weft.runtime.guard;

import java.time.Duration;

/**
 * How a breaker stands at one moment, for display.
 *
 * @param cluster what it is for
 * @param state {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
 * @param since how long it has been so
 * @param errorRate of the calls in its window, in percent; -1 with too few of them
 * @param slowCallRate likewise
 * @param refused calls that it refused in all
 * @param origin where it was written
 */
public record BreakerView(
        String cluster,
        String state,
        Duration since,
        double errorRate,
        double slowCallRate,
        long refused,
        String origin) {}
