package io.weft.runtime.grpc;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import io.weft.runtime.call.Attempt;

/** Sees what really came over the connection during an attempt, which a status alone does not tell. */
final class Witness extends ClientStreamTracer.Factory {

    private static final Metadata.Key<String> RATE_LIMITED =
            Metadata.Key.of("x-envoy-ratelimited", Metadata.ASCII_STRING_MARSHALLER);

    private final Runnable connected;
    private volatile boolean begun;
    private volatile boolean answered;
    private volatile boolean rateLimited;

    /** @param connected told when the attempt has its connection */
    Witness(Runnable connected) {
        this.connected = connected;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new ClientStreamTracer() {
            @Override
            public void streamCreated(Attributes transport, Metadata outbound) {
                begun = true;
                connected.run();
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
        };
    }

    /** How an attempt ended, which is told what was wrong with a TLS handshake. */
    Outcome outcome(Status status, Attempt attempt) {
        Outcome outcome = outcome(status, attempt.endsCall());
        if (outcome.kind() == Kind.CONNECT_FAILURE && attempt.cluster().tls().isPresent()) {
            attempt.failed("TLS: " + Words.rootOf(status));
        }
        return outcome;
    }

    /** @param endsCall whether the attempt's deadline was the call's */
    Outcome outcome(Status status, boolean endsCall) {
        return answered
                ? new Outcome(Kind.ANSWERED, 200, status.getCode().value(), rateLimited)
                : Outcome.of(withoutAnswer(status, endsCall));
    }

    /** gRPC's transports say in the description which HTTP/2 error it was, and nowhere else. */
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
