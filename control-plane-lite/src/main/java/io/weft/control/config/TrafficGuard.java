package io.weft.control.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What protects a destination, or a workload, beyond Istio's rules. Either a host is named, whose callers keep to it,
 * or workloads are selected, which keep to it themselves.
 *
 * @param host as written: short, full or with a wildcard prefix; empty if workloads are selected
 * @param subset the only one that is meant; empty for the host's every cluster that no other guard names
 * @param exportTo as written; empty means {@code *}
 * @param workloadSelector labels of the workloads of its namespace; empty for all of them
 */
public record TrafficGuard(
        Optional<String> host,
        String subset,
        List<String> exportTo,
        Map<String, String> workloadSelector,
        Optional<Breaker> breaker,
        Optional<RateLimit> rateLimit,
        Optional<Hedging> hedging,
        List<Fallback> fallback,
        Optional<Probing> probing) {

    public TrafficGuard {
        exportTo = List.copyOf(exportTo);
        workloadSelector = Ordered.copy(workloadSelector);
        fallback = List.copyOf(fallback);
    }

    /**
     * Rates in percent, 0 where one is not looked at.
     *
     * @param windowCalls how many calls the rates are of; empty if they are of a time
     * @param windowDuration of how long a time, in whole seconds
     */
    public record Breaker(
            double errorRate,
            double slowCallRate,
            Duration slowCallDuration,
            OptionalInt windowCalls,
            Duration windowDuration,
            int minimumCalls,
            Duration openFor,
            int halfOpenCalls,
            Duration halfOpenFor) {}

    /**
     * A token bucket.
     *
     * @param perCaller whether each caller has a bucket of its own
     * @param perHeader the header each of whose values has a bucket of its own; empty for none
     */
    public record RateLimit(int tokens, Duration interval, int burst, boolean perCaller, Optional<String> perHeader) {}

    /**
     * Endpoints are asked how busy they are, in place of the DestinationRule's policy.
     *
     * @param probesPerRequest how many with each request, on average
     */
    public record Probing(double probesPerRequest) {}

    /** Another attempt beside one that takes longer than the delay. */
    public record Hedging(Duration delay, int attempts) {}

    /** Why there would be no good answer. */
    public enum Cause {
        BREAKER_OPEN,
        RATE_LIMITED,
        NO_ENDPOINTS,
        FAILURE
    }

    /** The gRPC codes in their order, OK left out: there is no message that could go with it. */
    public enum GrpcStatus {
        CANCELLED,
        UNKNOWN,
        INVALID_ARGUMENT,
        DEADLINE_EXCEEDED,
        NOT_FOUND,
        ALREADY_EXISTS,
        PERMISSION_DENIED,
        RESOURCE_EXHAUSTED,
        FAILED_PRECONDITION,
        ABORTED,
        OUT_OF_RANGE,
        UNIMPLEMENTED,
        INTERNAL,
        UNAVAILABLE,
        DATA_LOSS,
        UNAUTHENTICATED;

        public int code() {
            return ordinal() + 1;
        }
    }

    /** The answer in place of a failure. */
    public record Fallback(
            List<Cause> on, int status, GrpcStatus grpcStatus, Map<String, String> headers, String body) {
        public Fallback {
            on = List.copyOf(on);
            headers = Ordered.copy(headers);
        }
    }
}
