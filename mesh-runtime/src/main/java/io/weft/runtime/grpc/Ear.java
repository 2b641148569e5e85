package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import org.jspecify.annotations.Nullable;

/** Starts a call that carries out a journey, or one attempt of it, and passes on to the caller what comes back. */
class Ear<ReqT, RespT> extends ClientCall.Listener<RespT> implements Step<ReqT> {

    final Journey<ReqT, RespT> journey;
    final ClientCall<ReqT, RespT> call;
    private final Metadata headers;

    /** For a call that is not planned: its end is the journey's. */
    Ear(Journey<ReqT, RespT> journey, ClientCall<ReqT, RespT> call, Metadata headers) {
        this.journey = journey;
        this.call = call;
        this.headers = headers;
    }

    @Override
    public void on(ClientCall<ReqT, ?> same) {
        call.start(this, headers);
        journey.started(call);
    }

    @Override
    public void onReady() {
        journey.caller().onReady();
    }

    @Override
    public void onHeaders(Metadata received) {
        journey.caller().onHeaders(received);
    }

    @Override
    public void onMessage(RespT message) {
        journey.caller().onMessage(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        journey.end(status, trailers);
    }

    /** For an attempt: the plan says what its end means. */
    static final class OfAttempt<ReqT, RespT> extends Ear<ReqT, RespT> implements Timeouts.Limited {

        private final Attempt attempt;
        private final Dial dial;
        private final @Nullable Timeouts timeouts;
        private volatile boolean closed;

        /** @param timeouts that end it; null if gRPC does, or nobody */
        private OfAttempt(
                Journey<ReqT, RespT> journey,
                ClientCall<ReqT, RespT> call,
                Metadata headers,
                Attempt attempt,
                Dial dial,
                @Nullable Timeouts timeouts) {
            super(journey, call, headers);
            this.attempt = attempt;
            this.dial = dial;
            this.timeouts = timeouts;
        }

        static <ReqT, RespT> Ear<ReqT, RespT> of(
                Journey<ReqT, RespT> journey,
                Wire<ReqT, RespT> wire,
                CallPlan plan,
                Attempt attempt,
                Metadata headers) {
            Timeouts timeouts = wire.limits(attempt) ? wire.mesh().timeouts() : null;
            Dial dial = Dial.of(attempt, new Witness(attempt, timeouts == null ? null : timeouts.clock()));
            ClientCall<ReqT, RespT> call = wire.attempt(attempt, plan.outbound(), dial);
            return new OfAttempt<>(journey, call, headers, attempt, dial, timeouts);
        }

        @Override
        public void on(ClientCall<ReqT, ?> same) {
            super.on(same);
            if (timeouts != null) {
                timeouts.watch(this);
                if (closed) {
                    timeouts.forget(this);
                }
            }
        }

        @Override
        public long deadlineNanos() {
            return attempt.deadlineNanos().getAsLong();
        }

        @Override
        public void late() {
            dial.witness().late();
            journey.late(call);
        }

        @Override
        public void onHeaders(Metadata received) {
            journey.commit(attempt, received);
            super.onHeaders(received);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            closed = true;
            if (timeouts != null) {
                timeouts.forget(this);
            }
            dial.end();
            Status ended = dial.witness().timed(status);
            journey.ended(call, attempt, dial.witness().outcome(ended, trailers), ended, trailers);
        }
    }

    /** For attempts beside each other: what their ends mean has been said when they are over. */
    static final class OfHedged<ReqT, RespT> extends Ear<ReqT, RespT> {

        private final HedgedCall<ReqT, RespT> hedged;

        OfHedged(Journey<ReqT, RespT> journey, HedgedCall<ReqT, RespT> hedged, Metadata headers) {
            super(journey, hedged, headers);
            this.hedged = hedged;
        }

        @Override
        public void onHeaders(Metadata received) {
            journey.commit(hedged.winner(), received);
            super.onHeaders(received);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            journey.ended(hedged, status, trailers);
        }
    }
}
