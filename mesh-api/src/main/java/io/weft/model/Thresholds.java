package io.weft.model;

/**
 * Caps on what may be under way to one cluster at a time (Envoy's circuit_breakers.thresholds). A call above a cap is
 * refused with flag UO. {@link Integer#MAX_VALUE} for no cap.
 *
 * @param maxConnections connections in use; what is above it waits
 * @param maxPendingRequests requests without a connection: waiting for one, or for it to be made
 * @param maxRequests requests in flight
 * @param maxRetries retries in flight
 * @param retryBudget the share of calls that may be retries; holds beside maxRetries
 */
public record Thresholds(
        int maxConnections, int maxPendingRequests, int maxRequests, int maxRetries, RetryBudget retryBudget) {

    /** No cap but the default retry budget. */
    public static final Thresholds DEFAULT = new Thresholds(
            Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, RetryBudget.DEFAULT);

    /**
     * Retries in flight are at most this share of the requests in flight, or the floor if that is more (Envoy's
     * RetryBudget).
     *
     * @param percent of requests in flight or waiting
     * @param minConcurrency so many retries may always be in flight
     * @param throttled whether retries stop altogether while nearly every attempt fails (gRPC's retry throttling, A6)
     */
    public record RetryBudget(double percent, int minConcurrency, boolean throttled) {

        /** Where no rule speaks of retries: 20 % and a floor of 3, Envoy's defaults, throttled. */
        public static final RetryBudget DEFAULT = new RetryBudget(20, 3, true);

        /** No cap. */
        public static final RetryBudget UNLIMITED = new RetryBudget(100, Integer.MAX_VALUE);

        /** One that a rule has written, which is taken at its word: never throttled. */
        public RetryBudget(double percent, int minConcurrency) {
            this(percent, minConcurrency, false);
        }
    }
}
