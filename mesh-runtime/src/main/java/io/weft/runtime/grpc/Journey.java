package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
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
final class Journey<ReqT, RespT> {

    /** A call that waits for ready looks again this often while no endpoint can be reached. */
    private static final Duration WAIT_FOR_READY = Duration.ofMillis(200);

    private final MeshInterceptor mesh;
    private final Wire<ReqT, RespT> wire;
    private final Outbox<ReqT> outbox;
    private final ClientCall.Listener<RespT> listener;
    private final Metadata headers;
    private final TraceContext work = Work.current();
    private final Turn turn;
    private final Context.CancellationListener onContextEnd;
    private @Nullable CallPlan plan;
    private boolean committed;

    Journey(
            MeshInterceptor mesh,
            Wire<ReqT, RespT> wire,
            Outbox<ReqT> outbox,
            ClientCall.Listener<RespT> listener,
            Metadata headers) {
        this.mesh = mesh;
        this.wire = wire;
        this.outbox = outbox;
        this.listener = listener;
        this.headers = headers;
        this.turn = new Turn(mesh.timer(), wire.executor(), wire.context(), outbox::close, this::abandoned);
        this.onContextEnd = context -> turn.cancel("the context was cancelled", context.cancellationCause());
    }

    void begin() {
        wire.context().addListener(onContextEnd, Runnable::run);
        switch (mesh.planning().mode()) {
            case OFF -> passThrough();
            case SIDECAR -> toSidecar();
            case PROXYLESS -> plan();
        }
    }

    void cancel(@Nullable String message, @Nullable Throwable cause) {
        turn.cancel(message, cause);
    }

    @Nullable
    ClientCall<?, ?> attempt() {
        return turn.attempt();
    }

    private void plan() {
        GrpcHead head = wire.head(headers, mesh.port());
        Planning.Asked asked = mesh.planning().ask(head, wire.deadline());
        if (asked.answered()) {
            planned(head, asked);
        } else {
            asked.onAnswer(turn.pause(() -> planned(head, asked)));
        }
    }

    private void planned(GrpcHead head, Planning.Asked asked) {
        if (asked.failure() != null) {
            turn.later(() -> end(Words.unanswered(head, asked.failure()), new Metadata()));
            return;
        }
        Plan made;
        try (TraceContext.Scope scope = work.open()) {
            made = mesh.planning()
                    .plan(
                            head,
                            asked.snapshot(),
                            wire.deadlineNanos(mesh.planning().now()));
        }
        if (made instanceof CallPlan call) {
            plan = call;
            if (!call.mayRetry() && !mayHedge(call) && !wire.waitsForReady()) {
                outbox.keepNoMore();
            }
            turn.after(call.delay(), () -> next(call));
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
            turn.when(pending.turn(), mesh.planning().left(pending.deadlineNanos()), () -> next(call));
            return;
        }
        Attempt attempt = (Attempt) next;
        if (attempt.number() == 1) {
            copy(call);
        }
        if (!(mayHedge(call) ? launchHedged(call, attempt) : launch(call, attempt))) {
            Then unused = call.finish(attempt, Outcome.of(Outcome.Kind.CANCELLED), false);
        }
    }

    private boolean launch(CallPlan call, Attempt attempt) {
        Witness witness = new Witness(attempt::connected);
        Dial dial = Dial.of(attempt);
        ClientCall<ReqT, RespT> made = wire.attempt(
                attempt, call.outbound(), dial, witness, mesh.planning().now());
        Ear<RespT> ear = new Ear<>(listener, received -> commit(call, attempt, received), (status, trailers) -> {
            dial.end();
            ended(call, attempt, witness, status, trailers);
        });
        return launch(made, ear, sent(call));
    }

    /** By the guard's word, any unary call: what its author says, as in gRFC A6, and not the method's descriptor. */
    private boolean mayHedge(CallPlan call) {
        return call.hedgeAfter().isPresent() && wire.isUnary() && outbox.keeping();
    }

    private boolean launchHedged(CallPlan call, Attempt first) {
        HedgedCall<ReqT, RespT> made = new HedgedCall<>(mesh, wire, outbox, call, first, () -> sent(call));
        Ear<RespT> ear = new Ear<>(listener, received -> commit(call, made.winner(), received), (status, trailers) -> {
            outbox.detach();
            turn.ended();
            follow(call, made.end().then(), made.end().outcome(), status, trailers);
        });
        return launch(made, ear, sent(call));
    }

    private void copy(CallPlan call) {
        List<Copy> copies = call.copies();
        if (!copies.isEmpty()) {
            long now = mesh.planning().now();
            outbox.copyTo(copies.stream()
                    .map(copy -> wire.shadow(copy, sent(call), now))
                    .toList());
        }
    }

    private Metadata sent(CallPlan call) {
        Metadata sent = copy(headers);
        Edits.apply(call.outbound().headers(), sent);
        return sent;
    }

    private void passThrough() {
        outbox.keepNoMore();
        mesh.passThrough().run();
        launch(wire.direct(), new Ear<>(listener, received -> {}, this::end), headers);
    }

    private void toSidecar() {
        outbox.keepNoMore();
        Metadata sent = copy(headers);
        Edits.addMissing(work.headers(), sent);
        launch(wire.to(mesh.planning().sidecar()), new Ear<>(listener, received -> {}, this::end), sent);
    }

    /** False if the call was cancelled meanwhile, and is over. */
    private boolean launch(ClientCall<ReqT, RespT> call, ClientCall.Listener<RespT> ear, Metadata sent) {
        if (!turn.begin(call)) {
            turn.later(() -> end(cancelled(), new Metadata()));
            return false;
        }
        outbox.attach(call, unused -> {
            call.start(ear, sent);
            turn.started(call);
        });
        return true;
    }

    /** The answer begins to reach the caller: there will be no other attempt. */
    private void commit(CallPlan call, Attempt attempt, Metadata received) {
        committed = true;
        call.begun(attempt);
        outbox.keepNoMore();
        Edits.apply(call.responseEdits(), received);
    }

    private void ended(CallPlan call, Attempt attempt, Witness witness, Status status, Metadata trailers) {
        outbox.detach();
        turn.ended();
        Outcome outcome = witness.outcome(status, attempt);
        Then then = call.finish(attempt, outcome, !committed && outbox.keeping());
        follow(call, then, outcome, status, trailers);
    }

    private void follow(CallPlan call, Then then, Outcome outcome, Status status, Metadata trailers) {
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

    private void abandoned() {
        if (plan != null) {
            plan.abandon();
        }
        end(cancelled(), new Metadata());
    }

    private Status cancelled() {
        return Status.CANCELLED.withDescription(turn.cancelMessage()).withCause(turn.cancelCause());
    }

    private void end(Status status, Metadata trailers) {
        if (turn.over()) {
            wire.context().removeListener(onContextEnd);
            outbox.close();
            listener.onClose(status, trailers);
        }
    }

    private static Metadata copy(Metadata metadata) {
        Metadata copy = new Metadata();
        copy.merge(metadata);
        return copy;
    }
}
