package io.weft.runtime.grpc;

import static java.util.Objects.requireNonNull;

import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weft.model.MeshSnapshot;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.runtime.call.Answer;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.Copy;
import io.weft.runtime.call.Next;
import io.weft.runtime.call.Pending;
import io.weft.runtime.call.Plan;
import io.weft.runtime.call.Then;
import io.weft.runtime.call.TraceContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call on its way through its plan: a loop around {@link CallPlan#next} and {@link CallPlan#finish}. */
final class Journey<ReqT, RespT> implements Turn.Owner, Context.CancellationListener {

    /** A call that waits for ready looks again this often while no endpoint can be reached. */
    private static final Duration WAIT_FOR_READY = Duration.ofMillis(200);

    private final Wire<ReqT, RespT> wire;
    private final Outbox<ReqT> outbox;
    private final ClientCall.Listener<RespT> caller;
    private final Metadata headers;
    private final TraceContext work = Work.current();
    private final Turn turn;
    private @Nullable CallPlan plan;
    private boolean committed;

    Journey(Wire<ReqT, RespT> wire, Outbox<ReqT> outbox, ClientCall.Listener<RespT> caller, Metadata headers) {
        this.wire = wire;
        this.outbox = outbox;
        this.caller = caller;
        this.headers = headers;
        this.turn = new Turn(wire, this);
    }

    void begin() {
        wire.context().addListener(this, Runnable::run);
        plan();
    }

    private Planning planning() {
        return wire.mesh().planning();
    }

    ClientCall.Listener<RespT> caller() {
        return caller;
    }

    void cancel(@Nullable String message, @Nullable Throwable cause) {
        turn.cancel(message, cause);
    }

    @Override
    public void cancelled(Context context) {
        turn.cancel("the context was cancelled", context.cancellationCause());
    }

    @Override
    public void cancelling() {
        outbox.close();
    }

    @Nullable
    ClientCall<?, ?> attempt() {
        return turn.attempt();
    }

    private void plan() {
        GrpcHead head = wire.head(headers);
        MeshSnapshot known = planning().known(head);
        if (known != null) {
            planned(head, known);
            return;
        }
        Planning.Asked asked = planning().ask(head, wire.deadline());
        if (asked.answered()) {
            planned(head, asked);
        } else {
            asked.onAnswer(turn.pause(() -> planned(head, asked)));
        }
    }

    private void planned(GrpcHead head, Planning.Asked asked) {
        if (asked.failure() != null) {
            turn.later(() -> end(Words.unanswered(head, asked.failure()), new Metadata()));
        } else {
            planned(head, asked.snapshot());
        }
    }

    private void planned(GrpcHead head, MeshSnapshot snapshot) {
        Plan made;
        try (TraceContext.Scope scope = work.open()) {
            made = planning().plan(head, snapshot, wire.deadlineNanos());
        }
        if (made instanceof CallPlan call) {
            plan = call;
            if (!call.mayRetry() && !mayHedge(call) && !wire.waitsForReady()) {
                outbox.keepNoMore();
            }
            if (call.delay().isZero()) {
                next(call);
            } else {
                turn.after(call.delay(), () -> next(call));
            }
        } else if (made instanceof Answer answer) {
            turn.after(answer.delay(), () -> answer(answer, null));
        } else {
            passThrough();
        }
    }

    private void next(CallPlan call) {
        Next next = call.next();
        if (next instanceof Answer answer) {
            answer(answer, null);
            return;
        }
        if (next instanceof Pending pending) {
            turn.when(pending.turn(), planning().left(pending.deadlineNanos()), () -> next(call));
            return;
        }
        Attempt attempt = (Attempt) next;
        if (attempt.number() == 1) {
            copy(call);
        }
        Ear<ReqT, RespT> ear = mayHedge(call)
                ? new Ear.OfHedged<>(this, new HedgedCall<>(wire, outbox, call, attempt, () -> sent(call)), sent(call))
                : Ear.OfAttempt.of(this, wire, call, attempt, sent(call));
        if (!launch(ear)) {
            Then unused = call.finish(attempt, Outcome.of(Outcome.Kind.CANCELLED), false);
        }
    }

    /** By the guard's word, any unary call: what its author says, as in gRFC A6, and not the method's descriptor. */
    private boolean mayHedge(CallPlan call) {
        return call.hedgeAfter().isPresent() && wire.isUnary() && outbox.keeping();
    }

    private void copy(CallPlan call) {
        List<Copy> copies = call.copies();
        if (!copies.isEmpty()) {
            outbox.copyTo(
                    copies.stream().map(copy -> wire.shadow(copy, sent(call))).toList());
        }
    }

    private Metadata sent(CallPlan call) {
        return Edits.applied(call.outbound().headers(), headers);
    }

    private void passThrough() {
        outbox.keepNoMore();
        wire.mesh().passThrough().run();
        launch(new Ear<>(this, wire.direct(), headers));
    }

    /** False if the call was cancelled meanwhile, and is over. */
    private boolean launch(Ear<ReqT, RespT> ear) {
        if (!turn.begin(ear.call)) {
            turn.later(() -> end(turn.cancelled(), new Metadata()));
            return false;
        }
        outbox.attach(ear.call, ear);
        return true;
    }

    void started(ClientCall<ReqT, RespT> call) {
        turn.started(call);
    }

    /** What the caller does meanwhile waits for what follows. */
    void late(ClientCall<ReqT, RespT> call) {
        outbox.detach(call);
        call.cancel("the time is up", null);
    }

    /** The answer begins to reach the caller: there will be no other attempt. */
    void commit(Attempt attempt, Metadata received) {
        CallPlan call = requireNonNull(plan);
        committed = true;
        call.begun(attempt);
        outbox.keepNoMore();
        Edits.apply(call.responseEdits(), received);
    }

    void ended(ClientCall<ReqT, RespT> ended, Attempt attempt, Outcome outcome, Status status, Metadata trailers) {
        outbox.detach(ended);
        turn.ended();
        Then then = requireNonNull(plan).finish(attempt, outcome, !committed && outbox.keeping());
        follow(then, outcome, status, trailers);
    }

    void ended(HedgedCall<ReqT, RespT> ended, Status status, Metadata trailers) {
        outbox.detach(ended);
        turn.ended();
        follow(ended.end().then(), ended.end().outcome(), status, trailers);
    }

    private void follow(Then then, Outcome outcome, Status status, Metadata trailers) {
        CallPlan call = requireNonNull(plan);
        if (then instanceof Then.Retry retry) {
            turn.after(retry.after(), () -> next(call));
        } else if (then instanceof Answer answer && !committed && outcome.kind() != Outcome.Kind.CANCELLED) {
            answer(answer, status.getCause());
        } else {
            if (!committed) {
                Edits.apply(call.responseEdits(), trailers);
            }
            end(status, trailers);
        }
    }

    private void answer(Answer answer, @Nullable Throwable cause) {
        boolean unreachable =
                answer.flags().contains(ResponseFlag.UF) || answer.flags().contains(ResponseFlag.UH);
        if (unreachable && wire.waitsForReady() && outbox.keeping()) {
            turn.after(WAIT_FOR_READY, this::plan);
            return;
        }
        turn.later(() -> end(Words.status(answer, cause), Edits.metadata(answer.headers())));
    }

    @Override
    public void abandoned() {
        if (plan != null) {
            plan.abandon();
        }
        end(turn.cancelled(), new Metadata());
    }

    void end(Status status, Metadata trailers) {
        if (turn.over()) {
            wire.context().removeListener(this);
            outbox.close();
            caller.onClose(status, trailers);
        }
    }
}
