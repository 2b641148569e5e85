package io.weft.runtime.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends attempts that take too long. gRPC's own timer is set and taken back with each call, and wakes an event loop for
 * it; this one is set for the first attempt that may be late, and looks then which are.
 */
final class Timeouts {

    /** So long from one look to the next, at least: where many are late, one look is for many of them. */
    private static final long GRAIN_NANOS = 1_000_000;

    /** An attempt with a deadline on the same clock. */
    interface Limited {

        long deadlineNanos();

        /** Its time is up; told once at most, on the timer's thread. */
        void late();
    }

    private final class Alarm implements Runnable {

        private final long at;
        private @Nullable ScheduledFuture<?> future;

        Alarm(long at) {
            this.at = at;
        }

        @Override
        public void run() {
            look(this);
        }
    }

    private final ScheduledExecutorService timer;
    private final LongSupplier nanoTime;
    private final Set<Limited> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Alarm next;

    Timeouts(ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.timer = timer;
        this.nanoTime = nanoTime;
    }

    LongSupplier clock() {
        return nanoTime;
    }

    /** To be called when it has started. */
    void watch(Limited attempt) {
        // Known before the next alarm is read: either that one looks at it too, or this call sees that there is none.
        running.add(attempt);
        if (isSooner(attempt.deadlineNanos())) {
            set(attempt.deadlineNanos());
        }
    }

    /** It has ended. */
    void forget(Limited attempt) {
        running.remove(attempt);
    }

    private boolean isSooner(long at) {
        Alarm set = next;
        return set == null || at - set.at < 0;
    }

    private synchronized void set(long at) {
        Alarm before = next;
        if (isSooner(at)) {
            Alarm alarm = new Alarm(at);
            next = alarm;
            alarm.future = timer.schedule(alarm, Math.max(0, at - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
            if (before != null && before.future != null) {
                before.future.cancel(false);
            }
        }
    }

    private void look(Alarm alarm) {
        synchronized (this) {
            if (!alarm.equals(next)) {
                return;
            }
            next = null;
        }
        long now = nanoTime.getAsLong();
        List<Limited> late = new ArrayList<>();
        Limited first = null;
        for (Limited attempt : running) {
            if (attempt.deadlineNanos() - now <= 0) {
                late.add(attempt);
            } else if (first == null || attempt.deadlineNanos() - first.deadlineNanos() < 0) {
                first = attempt;
            }
        }
        if (first != null) {
            set(first.deadlineNanos() - now < GRAIN_NANOS ? now + GRAIN_NANOS : first.deadlineNanos());
        }
        for (Limited attempt : late) {
            if (running.remove(attempt)) {
                attempt.late();
            }
        }
    }
}
