package io.weft.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a call is tried again (Envoy's RetryPolicy).
 *
 * @param retryOn Envoy's words: {@code 5xx}, {@code gateway-error}, {@code reset}, {@code connect-failure},
 *     {@code refused-stream}, {@code retriable-4xx}, {@code retriable-status-codes}, {@code cancelled},
 *     {@code deadline-exceeded}, {@code internal}, {@code resource-exhausted}, {@code unavailable}, …; an unknown
 *     word means nothing
 * @param statusCodes what {@code retriable-status-codes} means
 * @param retries how often at most, the first attempt not counted; 0 for never
 * @param perTryTimeout for one attempt; empty for what is left of the call's timeout
 * @param backOffBase bound of the first pause, which is drawn from 0 up to it; doubles with each retry (Istio's
 *     default 25 ms)
 * @param backOffMax the highest bound (10 times the base unless set)
 * @param avoidPreviousHosts whether an endpoint that was tried is passed over while another can be found
 */
public record RetryPolicy(
        Set<String> retryOn,
        List<Integer> statusCodes,
        int retries,
        Optional<Duration> perTryTimeout,
        Duration backOffBase,
        Duration backOffMax,
        boolean avoidPreviousHosts) {

    /** Never. */
    public static final RetryPolicy NONE = new RetryPolicy(
            Set.of(), List.of(), 0, Optional.empty(), Duration.ofMillis(25), Duration.ofMillis(250), true);

    public RetryPolicy {
        retryOn = Set.copyOf(retryOn);
        statusCodes = List.copyOf(statusCodes);
    }
}
