package io.weft.runtime.grpc;

import io.grpc.Deadline;
import io.weft.model.Address;
import io.weft.model.MeshSnapshot;
import io.weft.model.RequestHead;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.call.Plan;
import io.weft.spi.SnapshotSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What becomes of a call: the mode, the snapshot that knows its upstream, and the plan. */
final class Planning {

    enum Mode {
        PROXYLESS,
        SIDECAR,
        OFF
    }

    private final CallPlanner planner;
    private final SnapshotSource source;
    private final LongSupplier nanoTime;
    private final Duration patience;
    private volatile Mode mode = Mode.PROXYLESS;
    private volatile Optional<Address> sidecar = Optional.empty();

    Planning(CallPlanner planner, SnapshotSource source, LongSupplier nanoTime, Duration patience) {
        this.planner = planner;
        this.source = source;
        this.nanoTime = nanoTime;
        this.patience = patience;
    }

    void use(Mode next) {
        mode = next;
    }

    /** Calls go to Envoy's outbound listener at this address. */
    void use(Address listener) {
        sidecar = Optional.of(listener);
        mode = Mode.SIDECAR;
    }

    Address sidecar() {
        return sidecar.orElseThrow();
    }

    Mode mode() {
        return mode;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** What is left until a deadline. */
    OptionalLong left(OptionalLong deadlineNanos) {
        return deadlineNanos.isEmpty()
                ? deadlineNanos
                : OptionalLong.of(Math.max(0, deadlineNanos.getAsLong() - now()));
    }

    /** The current snapshot, if it knows the upstream of a call, as it does but for the first calls; else null. */
    @Nullable
    MeshSnapshot known(RequestHead head) {
        MeshSnapshot current = source.current();
        return current.upstreams().containsKey(CallPlanner.upstreamOf(head)) ? current : null;
    }

    /** Asks for a snapshot that knows the upstream of a call; waits no longer than the call has time. */
    Asked ask(RequestHead head, @Nullable Deadline deadline) {
        String upstream = CallPlanner.upstreamOf(head);
        MeshSnapshot current = source.current();
        CompletableFuture<MeshSnapshot> answer = new CompletableFuture<>();
        CompletionStage<Void> unused = source.want(upstream).handle((snapshot, failure) -> {
            if (failure == null) {
                answer.complete(snapshot);
            } else {
                answer.completeExceptionally(failure);
            }
            return null;
        });
        long most = patience.toNanos();
        long limit = deadline == null ? most : Math.min(most, deadline.timeRemaining(TimeUnit.NANOSECONDS));
        return new Asked(answer.completeOnTimeout(current, Math.max(0, limit), TimeUnit.NANOSECONDS));
    }

    /** A snapshot to come: one that knows the upstream, the current one if none came in time, or a refusal. */
    record Asked(CompletableFuture<MeshSnapshot> coming) {

        boolean answered() {
            return coming.isDone();
        }

        void onAnswer(Runnable then) {
            CompletableFuture<MeshSnapshot> unused = coming.whenComplete((snapshot, failure) -> then.run());
        }

        /** The reason, if the source refuses to do without an answer. */
        @Nullable
        Throwable failure() {
            return coming.isCompletedExceptionally()
                    ? coming.<@Nullable Throwable>handle((snapshot, failure) -> failure)
                            .join()
                    : null;
        }

        MeshSnapshot snapshot() {
            return coming.join();
        }
    }

    Plan plan(RequestHead head, MeshSnapshot snapshot, OptionalLong deadlineNanos) {
        return planner.plan(head, snapshot, deadlineNanos);
    }
}
