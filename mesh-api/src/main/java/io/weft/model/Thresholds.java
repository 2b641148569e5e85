package io.weft.model;

/**
 * Caps on what may be under way to one cluster at a time (Envoy's circuit_breakers.thresholds). A call above a cap is
 * refused with flag UO. {@link Integer#MAX_VALUE} for no cap.
 *
 * @param maxConnections connections
 * @param maxPendingRequests requests that wait for a connection
 * @param maxRequests requests in flight
 * @param maxRetries retries in flight, if there is no budget
 * @param retryBudget the share of calls that may be retries
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
     * @param percent of requests in flight
     * @param minConcurrency so many retries may always be in flight
     */
    public record RetryBudget(double percent, int minConcurrency) {

        /** 20 % and a floor of 3: Envoy's defaults. */
        public static final RetryBudget DEFAULT = new RetryBudget(20, 3);
    }
}
