package io.weft.runtime.call;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How long a caller waits for the head of its answer, by its client's own word and from the call's beginning. Behind a
 * sidecar the client's timeout would run over every delay and retry of the proxy; so it does here.
 */
public final class Patience {

    private final LongSupplier nanoTime;
    private final OptionalLong end;

    /**
     * The clock starts.
     *
     * @param nanoTime the clock that the planner's deadlines are on
     * @param time the client's response timeout; empty for none
     */
    public Patience(LongSupplier nanoTime, Optional<Duration> time) {
        this.nanoTime = nanoTime;
        this.end = time.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(nanoTime.getAsLong() + time.get().toNanos());
    }

    /** Whether it has come to its end. */
    public boolean isSpent() {
        return end.isPresent() && leftUntil(end) <= 0;
    }

    /** Not longer than this patience. */
    public Duration atMost(Duration time) {
        return end.isPresent() && leftUntil(end) < time.toNanos()
                ? Duration.ofNanos(Math.max(0, leftUntil(end)))
                : time;
    }

    /** Whether the attempt's deadline has passed, unless patience had come to its end before. */
    public boolean outlasted(Attempt attempt) {
        OptionalLong deadline = attempt.deadlineNanos();
        return deadline.isPresent()
                && leftUntil(deadline) <= 0
                && (end.isEmpty() || deadline.getAsLong() - end.getAsLong() <= 0);
    }

    /** The time until a deadline or the end of patience, in nanoseconds, at least 0; empty for any time. */
    public OptionalLong left(OptionalLong deadlineNanos) {
        OptionalLong sooner = Deadlines.sooner(deadlineNanos, end);
        return sooner.isEmpty() ? sooner : OptionalLong.of(Math.max(0, leftUntil(sooner)));
    }

    private long leftUntil(OptionalLong deadline) {
        return deadline.orElseThrow() - nanoTime.getAsLong();
    }
}
