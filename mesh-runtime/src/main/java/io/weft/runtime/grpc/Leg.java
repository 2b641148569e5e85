package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weft.model.Outcome;
import io.weft.runtime.call.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * One of the attempts of a {@link HedgedCall}. What comes back of it goes there; it may be cancelled from any thread.
 */
final class Leg<ReqT, RespT> extends ClientCall.Listener<RespT> {

    private final HedgedCall<ReqT, RespT> race;
    private final Attempt attempt;
    private final Dial dial;
    private final ClientCall<ReqT, RespT> call;
    private final Outbox<ReqT> outbox = new Outbox<>();
    private boolean started;
    private boolean cancelled;

    Leg(HedgedCall<ReqT, RespT> race, Attempt attempt, Dial dial, ClientCall<ReqT, RespT> call) {
        this.race = race;
        this.attempt = attempt;
        this.dial = dial;
        this.call = call;
        outbox.keepNoMore();
    }

    Attempt attempt() {
        return attempt;
    }

    ClientCall<ReqT, RespT> call() {
        return call;
    }

    /** Something that the caller does, or did before this began. */
    void add(Step<ReqT> step) {
        outbox.add(step);
    }

    void start(Metadata headers) {
        outbox.attach(call, unused -> {
            call.start(this, headers);
            started();
        });
    }

    /** A call must not be cancelled before it is started. */
    private void started() {
        synchronized (this) {
            started = true;
            if (!cancelled) {
                return;
            }
        }
        call.cancel("cancelled before it began", null);
    }

    void cancel(@Nullable String message, @Nullable Throwable cause) {
        outbox.close();
        synchronized (this) {
            boolean first = !cancelled;
            cancelled = true;
            if (!first || !started) {
                return;
            }
        }
        call.cancel(message, cause);
    }

    Outcome outcome(Status status, Metadata trailers) {
        return dial.witness().outcome(status, trailers);
    }

    /** Lets go of its connection. */
    void end() {
        dial.end();
    }

    @Override
    public void onReady() {
        race.ready(this);
    }

    @Override
    public void onHeaders(Metadata headers) {
        race.answered(this, headers);
    }

    @Override
    public void onMessage(RespT message) {
        race.message(this, message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        race.ended(this, status, trailers);
    }
}
