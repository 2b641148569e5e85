package io.weft.model;

import java.time.Duration;
import java.util.Optional;

/** Failures made on purpose (Envoy's HTTPFault). Delay and abort are drawn independently of each other. */
public record Fault(Optional<Delay> delay, Optional<Abort> abort) {

    public static final Fault NONE = new Fault(Optional.empty(), Optional.empty());

    /**
     * Holds the call back before it is sent.
     *
     * @param perMillion how many of a million calls
     */
    public record Delay(Duration duration, int perMillion) {}

    /**
     * Ends the call unsent; exactly one of the two codes is set.
     *
     * @param httpStatus an HTTP status, which a gRPC caller gets as the gRPC code it maps to
     * @param grpcStatus a gRPC code; an HTTP caller gets status 200, as from Envoy
     * @param perMillion how many of a million calls
     */
    public record Abort(Optional<Integer> httpStatus, Optional<Integer> grpcStatus, int perMillion) {}
}
