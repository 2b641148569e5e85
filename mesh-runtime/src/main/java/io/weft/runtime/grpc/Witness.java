package io.weft.runtime.grpc;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import io.weft.runtime.call.Attempt;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sees what really came over the connection during an attempt, which a status alone does not tell. */
final class Witness extends ClientStreamTracer {

    private static final Metadata.Key<String> RATE_LIMITED =
            Metadata.Key.of("x-envoy-ratelimited", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> TIMEOUT =
            Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER);

    private final @Nullable Attempt attempt;
    private final @Nullable LongSupplier nanoTime;
    private volatile boolean begun;
    private volatile boolean answered;
    private volatile boolean rateLimited;
    private volatile boolean late;

    /** @param attempt told when it has its connection, and what was wrong with a TLS handshake */
    Witness(@Nullable Attempt attempt) {
        this(attempt, null);
    }

    /** @param nanoTime if the mesh limits the attempt's time and has to tell the endpoint, as gRPC does else */
    Witness(@Nullable Attempt attempt, @Nullable LongSupplier nanoTime) {
        this.attempt = attempt;
        this.nanoTime = nanoTime;
    }

    /** The attempt's time is up, and it is about to be cancelled. */
    void late() {
        late = true;
    }

    /** What gRPC's own timer would have made of the end. */
    Status timed(Status status) {
        return late && !answered && status.getCode() == Status.Code.CANCELLED
                ? Status.DEADLINE_EXCEEDED.withDescription("the time that the mesh allows is up")
                : status;
    }

    @Override
    public void streamCreated(Attributes transport, Metadata outbound) {
        begun = true;
        if (attempt != null) {
            attempt.connected();
            if (nanoTime != null && attempt.deadlineNanos().isPresent()) {
                outbound.discardAll(TIMEOUT);
                outbound.put(TIMEOUT, timeout(attempt.deadlineNanos().getAsLong() - nanoTime.getAsLong()));
            }
        }
    }

    @Override
    public void inboundHeaders(Metadata inbound) {
        rateLimited |= inbound.containsKey(RATE_LIMITED);
    }

    @Override
    public void inboundTrailers(Metadata trailers) {
        answered = true;
        rateLimited |= trailers.containsKey(RATE_LIMITED);
    }

    /** In eight digits at most, as the protocol has it. */
    static String timeout(long nanos) {
        if (nanos < 100_000_000L) {
            return Math.max(1, nanos) + "n";
        }
        if (nanos < 100_000_000_000L) {
            return nanos / 1_000 + "u";
        }
        return nanos < 100_000_000_000_000L ? nanos / 1_000_000 + "m" : nanos / 1_000_000_000 + "S";
    }

    /** How the attempt ended. */
    Outcome outcome(Status status, Metadata trailers) {
        Outcome outcome = answered
                ? answer(status, trailers)
                : Outcome.of(withoutAnswer(status, attempt == null || attempt.endsCall()));
        if (attempt != null
                && outcome.kind() == Kind.CONNECT_FAILURE
                && attempt.cluster().tls().isPresent()) {
            attempt.failed("TLS: " + Words.rootOf(status));
        }
        return outcome;
    }

    private Outcome answer(Status status, Metadata trailers) {
        int code = status.getCode().value();
        OptionalInt pushback = status.isOk() ? OptionalInt.empty() : Pushback.of(trailers);
        return rateLimited || pushback.isPresent()
                ? new Outcome(Kind.ANSWERED, 200, code, rateLimited, pushback)
                : Outcome.ofGrpc(code);
    }

    /**
     * gRPC's transports say in the description which HTTP/2 error it was, and nowhere else.
     *
     * @param endsCall whether the attempt's deadline was the call's
     */
    private Kind withoutAnswer(Status status, boolean endsCall) {
        if (ConnectFailure.is(status) || (!begun && status.getCode() == Status.Code.UNAVAILABLE)) {
            return Kind.CONNECT_FAILURE;
        }
        String description = status.getDescription() == null ? "" : status.getDescription();
        if (description.contains("HTTP/2 error code: REFUSED_STREAM")) {
            return Kind.REFUSED_STREAM;
        }
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            return endsCall ? Kind.TIMEOUT : Kind.PER_TRY_TIMEOUT;
        }
        boolean broken = status.getCode() == Status.Code.UNAVAILABLE || description.contains("HTTP/2 error code: ");
        // What is left did not come from the endpoint: the caller cancelled, or a message was too large or unreadable.
        return broken ? Kind.RESET : Kind.CANCELLED;
    }
}
