package io.weft.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What protects a destination beyond Istio's own rules ({@code weft.io/v1 TrafficGuard}).
 *
 * @param breaker when calls are refused for a while
 * @param rateLimit how many calls this process may make; all are refused above that
 * @param hedging when a second attempt is made beside one that takes long
 * @param fallbacks answers in place of failures; the first that fits counts
 * @param origin where it was written: {@code file:line}, or the object's name
 */
public record Guard(
        Optional<Breaker> breaker,
        Optional<RateLimit> rateLimit,
        Optional<Hedging> hedging,
        List<Fallback> fallbacks,
        String origin) {

    public Guard {
        fallbacks = List.copyOf(fallbacks);
    }

    /**
     * Closed while calls go well, open when too many do not, half-open while a few calls find out how things stand.
     *
     * @param errorRate opens at this percentage of failed calls; 0 for never
     * @param slowCallRate opens at this percentage of slow calls; 0 for never
     * @param slowCallDuration a call that takes longer is slow
     * @param window what the rates are of
     * @param minimumCalls with fewer calls in the window it stays closed
     * @param openFor how long it is open before calls are let through again
     * @param halfOpenCalls how many calls decide whether it closes
     * @param halfOpenFor for so long it waits for their ends; then it is open again
     */
    public record Breaker(
            double errorRate,
            double slowCallRate,
            Duration slowCallDuration,
            Window window,
            int minimumCalls,
            Duration openFor,
            int halfOpenCalls,
            Duration halfOpenFor) {}

    /** The calls that a breaker looks back on. */
    public sealed interface Window {

        /** The last so many. */
        record Calls(int count) implements Window {}

        /** Those that ended in the last while, in whole seconds. */
        record Time(Duration length) implements Window {}
    }

    /**
     * A hedge: the first good answer counts, the other attempts are cancelled. Only for calls that may be repeated, and
     * within the retry budget.
     *
     * @param delay how long an attempt has to answer before the next one begins
     * @param attempts so many at most beside the first
     */
    public record Hedging(Duration delay, int attempts) {}

    /** Why the mesh, and not the destination, would answer. */
    public enum Cause {
        BREAKER_OPEN,
        RATE_LIMITED,
        /** None that is usable. */
        NO_ENDPOINTS,
        /**
         * All else: no answer in time, a broken connection, a full threshold, a server's error (5xx and its gRPC like).
         */
        FAILURE
    }

    /**
     * An answer in place of a failure.
     *
     * @param on the causes it stands in for
     * @param status what an HTTP caller gets
     * @param grpcStatus what a gRPC caller gets; never OK, for there is no message to go with it
     * @param headers of the answer, a gRPC caller's trailers
     * @param body for an HTTP caller; a gRPC caller's status message
     */
    public record Fallback(Set<Cause> on, int status, int grpcStatus, Map<String, String> headers, String body) {
        public Fallback {
            on = Set.copyOf(on);
            headers = Map.copyOf(headers);
        }
    }
}
