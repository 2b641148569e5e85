package io.weft.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Pushes what changed, paced. For the one thread that it is given. */
final class Pusher {

    private final ScheduledExecutorService thread;
    private final Pacing pacing;
    private final Supplier<CompletionStage<Void>> push;
    private CompletableFuture<Void> waiting = new CompletableFuture<>();
    private boolean scheduled;

    Pusher(ScheduledExecutorService thread, Pacing pacing, Supplier<CompletionStage<Void>> push) {
        this.thread = thread;
        this.pacing = pacing;
        this.push = push;
    }

    /** Has the current state pushed, now or soon. The result completes when those concerned have answered. */
    CompletionStage<Void> changed() {
        CompletableFuture<Void> result = waiting;
        long wait = pacing.changed(System.nanoTime());
        if (wait == 0) {
            pushNow();
        } else if (!scheduled) {
            schedule(wait);
        }
        return result;
    }

    /** Completes when the change that waits now is pushed and answered; at once if none waits. */
    CompletionStage<Void> idle() {
        return scheduled ? waiting : CompletableFuture.completedFuture(null);
    }

    private void schedule(long nanos) {
        scheduled = true;
        var unused = thread.schedule(this::pushWhenDue, nanos, TimeUnit.NANOSECONDS);
    }

    private void pushWhenDue() {
        scheduled = false;
        long wait = pacing.remaining(System.nanoTime());
        if (wait > 0) {
            schedule(wait);
        } else {
            pushNow();
        }
    }

    private void pushNow() {
        CompletableFuture<Void> pushed = waiting;
        waiting = new CompletableFuture<>();
        pacing.pushed();
        var unused = push.get().whenComplete((done, error) -> pushed.complete(null));
    }
}
