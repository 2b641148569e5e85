package io.weft.control.config;

import java.time.Duration;
import java.util.Optional;

/**
 * When a call is tried again.
 *
 * @param attempts retries after the first attempt; 0 for none
 * @param perTryTimeout empty for the route's timeout
 * @param retryOn Envoy's words and status codes, separated by commas; empty for Istio's default
 * @param retryIgnorePreviousHosts empty means true
 * @param backoff empty means 25 ms
 */
public record HttpRetry(
        int attempts,
        Optional<Duration> perTryTimeout,
        Optional<String> retryOn,
        Optional<Boolean> retryRemoteLocalities,
        Optional<Boolean> retryIgnorePreviousHosts,
        Optional<Duration> backoff) {}
