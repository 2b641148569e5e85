package io.weft.bookinfo.ratings;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** How a ratings process misbehaves, call by call. */
final class Trouble {

    enum Kind {
        NONE,
        /** A share of the calls is refused. */
        FAULTY,
        /** A share of the calls takes seven seconds. */
        DELAYED,
        /** Refuses all calls in every other minute. */
        UNAVAILABLE,
        /** Refuses all calls, and says so at /health, in every other quarter of an hour. */
        UNHEALTHY
    }

    /** What happens to one call. */
    enum Turn {
        ANSWER,
        REFUSE,
        WAIT
    }

    /** How long a delayed call waits. */
    static final long WAIT_MILLIS = 7_000;

    private final Kind kind;
    private final double share;
    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private final long start;

    Trouble(Kind kind, double share, LongSupplier nanoTime, DoubleSupplier random) {
        this.kind = kind;
        this.share = share;
        this.nanoTime = nanoTime;
        this.random = random;
        this.start = nanoTime.getAsLong();
    }

    Turn next() {
        return switch (kind) {
            case NONE -> Turn.ANSWER;
            case FAULTY -> random.getAsDouble() < share ? Turn.REFUSE : Turn.ANSWER;
            case DELAYED -> random.getAsDouble() < share ? Turn.WAIT : Turn.ANSWER;
            case UNAVAILABLE -> inOddPeriod(TimeUnit.MINUTES.toNanos(1)) ? Turn.REFUSE : Turn.ANSWER;
            case UNHEALTHY -> healthy() ? Turn.ANSWER : Turn.REFUSE;
        };
    }

    boolean healthy() {
        return kind != Kind.UNHEALTHY || !inOddPeriod(TimeUnit.MINUTES.toNanos(15));
    }

    private boolean inOddPeriod(long period) {
        return (nanoTime.getAsLong() - start) / period % 2 == 1;
    }
}
