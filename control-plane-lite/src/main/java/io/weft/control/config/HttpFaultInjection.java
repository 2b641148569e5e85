package io.weft.control.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Faults on purpose. */
public record HttpFaultInjection(Optional<Delay> delay, Optional<Abort> abort) {

    /**
     * A pause before the first attempt.
     *
     * @param percentage of calls, 0 to 100; an unset one is 0, which is never
     */
    public record Delay(Optional<Duration> fixedDelay, double percentage) {}

    /**
     * A failure instead of a call; at most one of the statuses is set.
     *
     * @param percentage of calls, 0 to 100; an unset one is 0, which is never
     */
    public record Abort(OptionalInt httpStatus, Optional<String> grpcStatus, double percentage) {}
}
