package io.weft.runtime.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.weft.model.Guard;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Resilience4j's breaker. Two things are ours, and need no timer: the bound on its wait in the half-open state, and
 * that a call counts only in the {@link Stay} that let it in. Resilience4j counts whatever ends, so that a call from
 * before the outage could use up, or give back, what the half-open state has to give.
 */
final class Resilience4jBreaker implements Breaker {

    private static final Duration NEVER_SLOW = Duration.ofDays(36_500);
    private static final Throwable FAILURE = new Failure();

    private final CircuitBreaker breaker;
    private final Guard.Breaker rule;
    private final LongSupplier clock;
    private final LongAdder refused = new LongAdder();
    private volatile Streak streak;
    private volatile Stay stay;

    /** @param open whether it begins open, in place of one that is */
    Resilience4jBreaker(String name, Guard.Breaker rule, LongSupplier clock, boolean open) {
        this.breaker = CircuitBreaker.of(name, config(rule, clock));
        this.rule = rule;
        this.clock = clock;
        this.streak = new Streak(rule.window() instanceof Guard.Window.Calls calls ? calls.count() : 0);
        if (open) {
            breaker.transitionToOpenState();
        }
        this.stay = new Stay(state(), clock.getAsLong());
    }

    private static CircuitBreakerConfig config(Guard.Breaker rule, LongSupplier clock) {
        boolean slow = rule.slowCallRate() > 0;
        CircuitBreakerConfig.Builder config = CircuitBreakerConfig.custom()
                .clock(new NanoClock(clock))
                .failureRateThreshold(rule.errorRate() > 0 ? (float) rule.errorRate() : 100)
                .slowCallRateThreshold(slow ? (float) rule.slowCallRate() : 100)
                .slowCallDurationThreshold(slow ? rule.slowCallDuration() : NEVER_SLOW)
                .waitDurationInOpenState(rule.openFor())
                .permittedNumberOfCallsInHalfOpenState(rule.halfOpenCalls());
        // The lock-free window of time does not keep to the clock it is given, and that of calls is the slower one.
        var lock = SlidingWindowSynchronizationStrategy.SYNCHRONIZED;
        int least = rule.minimumCalls();
        if (rule.window() instanceof Guard.Window.Time time) {
            int seconds = (int) Math.max(1, time.length().toSeconds());
            return config.slidingWindow(seconds, least, SlidingWindowType.TIME_BASED, lock)
                    .build();
        }
        int calls = ((Guard.Window.Calls) rule.window()).count();
        return config.slidingWindow(calls, least, SlidingWindowType.COUNT_BASED, lock)
                .build();
    }

    @Override
    public @Nullable Stay enter() {
        Stay now = stay;
        return now.state() == State.CLOSED ? now : ask();
    }

    /** One at a time, so that each change of state is seen by the call that makes it. */
    private synchronized @Nullable Stay ask() {
        if (stay.state() == State.HALF_OPEN && age() >= rule.halfOpenFor().toNanos()) {
            breaker.transitionToOpenState();
            observe();
        }
        boolean permitted = breaker.tryAcquirePermission();
        observe();
        if (!permitted) {
            refused.increment();
        }
        return permitted ? stay : null;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void ended(Stay entered, boolean failed, long nanos) {
        if (entered.state() == State.CLOSED) {
            if (entered == stay) {
                countClosed(failed, nanos);
            }
            return;
        }
        synchronized (this) {
            if (entered == stay) {
                count(failed, nanos);
                observe();
            }
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void released(Stay entered) {
        if (entered.state() == State.HALF_OPEN) {
            synchronized (this) {
                if (entered == stay) {
                    breaker.releasePermission();
                }
            }
        }
    }

    private void countClosed(boolean failed, long nanos) {
        // Looked up before the call is counted: a bad call that is counted in between has ended this one.
        Streak before = streak;
        boolean good = !counts(failed)
                && (rule.slowCallRate() <= 0 || nanos <= rule.slowCallDuration().toNanos());
        if (good && before.fillsWindow()) {
            return;
        }
        count(failed, nanos);
        if (good) {
            before.grow();
        } else {
            streak = before.broken();
        }
        if (state() != State.CLOSED) {
            noteChange();
        }
    }

    private boolean counts(boolean failed) {
        return failed && rule.errorRate() > 0;
    }

    /** A failure that no rate looks at is as good as a success: it may be a slow one. */
    private void count(boolean failed, long nanos) {
        if (counts(failed)) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, FAILURE);
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void noteChange() {
        observe();
    }

    private void observe() {
        State now = state();
        if (now != stay.state()) {
            streak = streak.broken();
            stay = new Stay(now, clock.getAsLong());
        }
    }

    private State state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
        };
    }

    private long age() {
        return clock.getAsLong() - stay.sinceNanos();
    }

    @Override
    public long retryNanos() {
        return stay.state() == State.OPEN ? Math.max(0, rule.openFor().toNanos() - age()) : 0;
    }

    @Override
    public boolean isOpen() {
        return stay.state() == State.OPEN;
    }

    @Override
    public BreakerView view(String origin) {
        Stay now = stay;
        CircuitBreaker.Metrics metrics = breaker.getMetrics();
        return new BreakerView(
                breaker.getName(),
                now.state().name(),
                Duration.ofNanos(Math.max(0, clock.getAsLong() - now.sinceNanos())),
                metrics.getFailureRate(),
                metrics.getSlowCallRate(),
                refused.sum(),
                origin);
    }

    /** What Resilience4j wants to be told; nobody reads it. */
    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure() {
            super("failed", null, false, false);
        }
    }
}
