package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import io.grpc.Context;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in a call: ours (planning), the attempt's, or nobody's while time passes. Settles the one race there
 * is: the caller may cancel at any moment, from any thread.
 */
final class Turn {

    private enum State {
        OURS,
        PAUSED,
        STARTING,
        ATTEMPT,
        OVER
    }

    private final ScheduledExecutorService timer;
    private final Executor executor;
    private final Context context;
    private final Runnable onCancel;
    private final Runnable onAbandon;
    private State state = State.OURS;
    private @Nullable ClientCall<?, ?> attempt;
    private @Nullable ScheduledFuture<?> pause;
    private int pauses;
    private boolean cancelled;
    private @Nullable String cancelMessage;
    private @Nullable Throwable cancelCause;

    /**
     * @param onCancel run at once when the caller cancels, before the attempt under way is told
     * @param onAbandon run, on the executor, if the call is cancelled between attempts
     */
    Turn(ScheduledExecutorService timer, Executor executor, Context context, Runnable onCancel, Runnable onAbandon) {
        this.timer = timer;
        this.executor = executor;
        this.context = context;
        this.onCancel = onCancel;
        this.onAbandon = onAbandon;
    }

    /** Goes on with a task after a while; at once and on this thread if there is nothing to wait for. */
    void after(Duration time, Runnable task) {
        if (time.isZero()) {
            task.run();
            return;
        }
        schedule(pause(task), time.toNanos());
    }

    /** Goes on with a task when the signal comes, or after so many nanoseconds if that is sooner. */
    void when(CompletableFuture<Void> signal, OptionalLong nanos, Runnable task) {
        Runnable resume = pause(task);
        nanos.ifPresent(most -> schedule(resume, most));
        CompletableFuture<Void> unused = signal.thenRun(resume);
    }

    private synchronized void schedule(Runnable resume, long nanos) {
        if (state == State.PAUSED) {
            pause = timer.schedule(resume, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** It is nobody's turn until what this returns is run; then the task goes on, on the executor. */
    Runnable pause(Runnable task) {
        synchronized (this) {
            if (!cancelled) {
                state = State.PAUSED;
                int number = ++pauses;
                return () -> later(() -> {
                    if (take(number)) {
                        task.run();
                    }
                });
            }
        }
        later(onAbandon);
        return () -> {};
    }

    /** A pause may be ended by two: a late one must not end the next pause. */
    private synchronized boolean take(int number) {
        if (state != State.PAUSED || number != pauses) {
            return false;
        }
        state = State.OURS;
        if (pause != null) {
            pause.cancel(false);
        }
        return true;
    }

    /** Runs a task on the caller's executor, in the caller's context. */
    void later(Runnable task) {
        executor.execute(context.wrap(task));
    }

    /** Hands the turn to an attempt that is about to start; false if the call has been cancelled meanwhile. */
    synchronized boolean begin(ClientCall<?, ?> call) {
        if (cancelled) {
            return false;
        }
        state = State.STARTING;
        attempt = call;
        return true;
    }

    /** The attempt has started, and may have ended again. A call must not be cancelled before it is started. */
    @SuppressWarnings("ReferenceEquality")
    void started(ClientCall<?, ?> call) {
        synchronized (this) {
            if (state != State.STARTING || attempt != call) {
                return;
            }
            state = State.ATTEMPT;
            if (!cancelled) {
                return;
            }
        }
        call.cancel(cancelMessage(), cancelCause());
    }

    /** The attempt has ended; the turn is ours. */
    synchronized void ended() {
        attempt = null;
        state = State.OURS;
    }

    /** The end of the call; true for the first who says so. */
    synchronized boolean over() {
        boolean first = state != State.OVER;
        state = State.OVER;
        attempt = null;
        if (pause != null) {
            pause.cancel(false);
        }
        return first;
    }

    synchronized @Nullable ClientCall<?, ?> attempt() {
        return state == State.ATTEMPT ? attempt : null;
    }

    synchronized String cancelMessage() {
        return cancelMessage == null ? "cancelled by the caller" : cancelMessage;
    }

    synchronized @Nullable Throwable cancelCause() {
        return cancelCause;
    }

    /** Ends the attempt under way, or the pause. Where it is our turn, we notice before anything else begins. */
    void cancel(@Nullable String message, @Nullable Throwable cause) {
        synchronized (this) {
            if (cancelled || state == State.OVER) {
                return;
            }
            cancelMessage = message;
            cancelCause = cause;
        }
        onCancel.run();
        ClientCall<?, ?> call;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            if (state != State.PAUSED && state != State.ATTEMPT) {
                return;
            }
            call = attempt;
            state = state == State.PAUSED ? State.OURS : state;
        }
        if (call != null) {
            call.cancel(message, cause);
        } else {
            later(onAbandon);
        }
    }
}
