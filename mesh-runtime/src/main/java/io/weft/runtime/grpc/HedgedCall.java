package io.weft.runtime.grpc;

import static java.util.Objects.requireNonNull;

import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import io.weft.model.Outcome;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.Then;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a unary call that are under way beside each other, which to the rest of the call are one: they get
 * what the caller does, and the first that is answered well is heard. What comes back, and the time of the next hedge,
 * are events; one is dealt with after the other, on the caller's executor, and they alone touch the plan.
 */
final class HedgedCall<ReqT, RespT> extends ClientCall<ReqT, RespT> {

    /** What the plan said when no attempt was under way any more. */
    record End(Then then, Outcome outcome) {}

    private final Wire<ReqT, RespT> wire;
    private final Outbox<ReqT> request;
    private final CallPlan plan;
    private final Supplier<Metadata> headers;
    private final Executor events;
    private final Legs<ReqT, RespT> legs = new Legs<>();
    private final Leg<ReqT, RespT> first;
    private final Duration delay;
    private @Nullable Listener<RespT> listener;
    private @Nullable Leg<ReqT, RespT> winner;
    private @Nullable End end;
    private int hedges;
    private volatile @Nullable ScheduledFuture<?> next;

    /**
     * @param request tells whether it can be sent once more
     * @param attempt the first
     * @param headers of each hedge
     */
    HedgedCall(
            Wire<ReqT, RespT> wire, Outbox<ReqT> request, CallPlan plan, Attempt attempt, Supplier<Metadata> headers) {
        this.wire = wire;
        this.request = request;
        this.plan = plan;
        this.headers = headers;
        SynchronizationContext order = new SynchronizationContext(
                (thread, failure) -> thread.getUncaughtExceptionHandler().uncaughtException(thread, failure));
        this.events = event -> {
            order.executeLater(event);
            wire.executor().execute(order::drain);
        };
        this.first = leg(attempt);
        this.delay = plan.hedgeAfter().orElseThrow();
    }

    private Leg<ReqT, RespT> leg(Attempt attempt) {
        Dial dial = Dial.of(attempt);
        return new Leg<>(this, attempt, dial, wire.hedged(attempt, plan.outbound(), dial, events));
    }

    /** The attempt whose answer has begun to reach the caller. */
    Attempt winner() {
        return requireNonNull(winner).attempt();
    }

    End end() {
        return requireNonNull(end);
    }

    @Override
    public void start(Listener<RespT> heard, Metadata sent) {
        listener = heard;
        launch(first, sent);
        schedule(delay);
    }

    private void launch(Leg<ReqT, RespT> leg, Metadata sent) {
        boolean wanted = legs.add(leg);
        leg.start(sent);
        if (!wanted) {
            leg.cancel("cancelled before it began", null);
        }
    }

    private void schedule(Duration time) {
        int made = hedges;
        Runnable due = wire.context().wrap(() -> hedge(made));
        next = wire.mesh().timer().schedule(() -> events.execute(due), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** @param made so many were made when this one was thought of: if there are more, it was brought forward */
    private void hedge(int made) {
        if (made != hedges || legs.isOver() || !request.keeping()) {
            return;
        }
        hedges++;
        plan.hedge().ifPresent(attempt -> launch(leg(attempt), headers.get()));
        plan.hedgeAfter().ifPresent(this::schedule);
    }

    void ready(Leg<ReqT, RespT> leg) {
        if (leg.equals(first) && legs.contains(leg)) {
            requireNonNull(listener).onReady();
        }
    }

    void answered(Leg<ReqT, RespT> leg, Metadata received) {
        if (legs.contains(leg)) {
            winner = leg;
            legs.loseAllBut(leg);
            stop();
            requireNonNull(listener).onHeaders(received);
        }
    }

    void message(Leg<ReqT, RespT> leg, RespT message) {
        if (legs.contains(leg)) {
            requireNonNull(listener).onMessage(message);
        }
    }

    void ended(Leg<ReqT, RespT> leg, Status status, Metadata trailers) {
        leg.end();
        if (!legs.remove(leg)) {
            return;
        }
        Outcome outcome = leg.outcome(status, trailers);
        Then then = plan.finish(leg.attempt(), outcome, winner == null && request.keeping());
        if (then instanceof Then.Await await) {
            if (await.hedge()) {
                hedge(hedges);
            }
            return;
        }
        legs.loseAllBut(null);
        stop();
        end = new End(then, outcome);
        requireNonNull(listener).onClose(status, trailers);
    }

    /** One that is due all the same finds that it is late. */
    private void stop() {
        ScheduledFuture<?> timer = next;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        legs.cancel(message, cause);
        stop();
    }

    @Override
    public void request(int count) {
        legs.pass(new Step.Ask<>(count));
    }

    @Override
    public void sendMessage(ReqT message) {
        legs.pass(new Step.Send<>(message, 0));
    }

    @Override
    public void halfClose() {
        legs.pass(new Step.HalfClose<>());
    }

    @Override
    public void setMessageCompression(boolean enabled) {
        legs.pass(new Step.Compress<>(enabled));
    }

    @Override
    public boolean isReady() {
        return first.call().isReady();
    }

    @Override
    public Attributes getAttributes() {
        return first.call().getAttributes();
    }
}
