package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import io.grpc.Status;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
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

    /** Whose call it is. */
    interface Owner {

        /** The caller cancels; told at once, before the attempt under way is. */
        void cancelling();

        /** The call was cancelled between attempts; told on the call's executor. */
        void abandoned();
    }

    private record Cancelled(
            @Nullable String message, @Nullable Throwable cause) {}

    private final Wire<?, ?> wire;
    private final Owner owner;
    private State state = State.OURS;
    private @Nullable ClientCall<?, ?> attempt;
    private @Nullable ScheduledFuture<?> pause;
    private int pauses;
    private boolean cancelled;
    private @Nullable Cancelled how;

    /** @param wire whose timer, executor and context tasks are run with */
    Turn(Wire<?, ?> wire, Owner owner) {
        this.wire = wire;
        this.owner = owner;
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
            pause = wire.mesh().timer().schedule(resume, nanos, TimeUnit.NANOSECONDS);
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
        later(owner::abandoned);
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
        wire.executor().execute(wire.context().wrap(task));
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

    /** What the caller is told, if it cancelled. */
    Status cancelled() {
        return Status.CANCELLED.withDescription(cancelMessage()).withCause(cancelCause());
    }

    private synchronized String cancelMessage() {
        return how == null || how.message == null ? "cancelled by the caller" : how.message;
    }

    private synchronized @Nullable Throwable cancelCause() {
        return how == null ? null : how.cause;
    }

    /** Ends the attempt under way, or the pause. Where it is our turn, we notice before anything else begins. */
    void cancel(@Nullable String message, @Nullable Throwable cause) {
        synchronized (this) {
            if (cancelled || state == State.OVER) {
                return;
            }
            how = new Cancelled(message, cause);
        }
        owner.cancelling();
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
            later(owner::abandoned);
        }
    }
}
