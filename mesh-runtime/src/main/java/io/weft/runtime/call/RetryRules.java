package io.weft.runtime.call;

import io.weft.model.Outcome;
import io.weft.model.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a call is tried again, compiled; Envoy's conditions.
 *
 * @param on one bit for each condition
 * @param statuses what {@code retriable-status-codes} means
 * @param retries how often at most
 * @param policy the rest
 */
record RetryRules(int on, List<Integer> statuses, int retries, RetryPolicy policy) {

    private static final int SERVER_ERROR = 1;
    private static final int GATEWAY_ERROR = 1 << 1;
    private static final int RESET = 1 << 2;
    private static final int RESET_BEFORE_REQUEST = 1 << 3;
    private static final int CONNECT_FAILURE = 1 << 4;
    private static final int REFUSED_STREAM = 1 << 5;
    private static final int RETRIABLE_4XX = 1 << 6;
    private static final int STATUS_CODES = 1 << 7;
    private static final int RATE_LIMITED = 1 << 8;
    /** gRPC code c is bit 16 + c. */
    private static final int GRPC = 16;

    private static final int GRPC_MASK = -1 << GRPC;

    /** What Istio retries on unless a rule says what to retry on. */
    private static final int ISTIO_DEFAULT = CONNECT_FAILURE
            | REFUSED_STREAM
            | STATUS_CODES
            | 1 << (GRPC + GrpcCode.CANCELLED)
            | 1 << (GRPC + GrpcCode.UNAVAILABLE);

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("5xx", SERVER_ERROR),
            Map.entry("gateway-error", GATEWAY_ERROR),
            Map.entry("reset", RESET),
            Map.entry("reset-before-request", RESET_BEFORE_REQUEST),
            Map.entry("connect-failure", CONNECT_FAILURE),
            Map.entry("refused-stream", REFUSED_STREAM),
            Map.entry("retriable-4xx", RETRIABLE_4XX),
            Map.entry("retriable-status-codes", STATUS_CODES),
            Map.entry("envoy-ratelimited", RATE_LIMITED),
            Map.entry("cancelled", 1 << (GRPC + GrpcCode.CANCELLED)),
            Map.entry("deadline-exceeded", 1 << (GRPC + GrpcCode.DEADLINE_EXCEEDED)),
            Map.entry("resource-exhausted", 1 << (GRPC + GrpcCode.RESOURCE_EXHAUSTED)),
            Map.entry("internal", 1 << (GRPC + GrpcCode.INTERNAL)),
            Map.entry("unavailable", 1 << (GRPC + GrpcCode.UNAVAILABLE)));

    static RetryRules of(RetryPolicy policy) {
        int on = policy.retries() > 0 ? bits(policy.retryOn()) : 0;
        return new RetryRules(on, policy.statusCodes(), policy.retries(), policy);
    }

    private static int bits(Iterable<String> words) {
        int bits = 0;
        for (String word : words) {
            bits |= WORDS.getOrDefault(word.trim(), 0);
        }
        return bits;
    }

    /**
     * These rules with what one request asks for itself ({@code x-envoy-retry-on}, {@code x-envoy-retry-grpc-on},
     * {@code x-envoy-retriable-status-codes}, {@code x-envoy-max-retries}); null for nothing.
     */
    RetryRules with(
            @Nullable String retryOn,
            @Nullable String grpcOn,
            @Nullable String statusCodes,
            @Nullable String maxRetries) {
        if (retryOn == null && grpcOn == null && statusCodes == null && maxRetries == null) {
            return this;
        }
        int more = on | (words(retryOn) & ~GRPC_MASK) | (words(grpcOn) & GRPC_MASK);
        int times = Math.max(retries, 1);
        if (maxRetries != null && maxRetries.matches("\\d{1,9}")) {
            times = Integer.parseInt(maxRetries);
        }
        return new RetryRules(more, statuses(statusCodes), times, policy);
    }

    /** Those of the policy, and what of a list is a number. */
    private List<Integer> statuses(@Nullable String list) {
        if (list == null) {
            return statuses;
        }
        List<Integer> all = new ArrayList<>(statuses);
        for (String code : list.replace(" ", "").split(",")) {
            if (code.matches("\\d{3}")) {
                all.add(Integer.valueOf(code));
            }
        }
        return all;
    }

    private static int words(@Nullable String list) {
        return list == null ? 0 : bits(Set.of(list.replace(" ", "").split(",")));
    }

    /** Whether any outcome at all would be tried again. */
    boolean any() {
        return on != 0;
    }

    /**
     * Whether this outcome is one to try again, leaving aside how often that was done already.
     *
     * @param safe whether the method is one that changes nothing (RFC 9110, 9.2.1)
     */
    boolean wants(Outcome outcome, boolean safe) {
        return switch (outcome.kind()) {
            case ANSWERED -> wantsAnswer(outcome);
            case CONNECT_FAILURE -> has(SERVER_ERROR | GATEWAY_ERROR | RESET | RESET_BEFORE_REQUEST | CONNECT_FAILURE);
            case REFUSED_STREAM -> has(SERVER_ERROR | GATEWAY_ERROR | RESET | REFUSED_STREAM);
            // Envoy resets the attempt itself when its time is up, and counts that as any other reset.
            case PER_TRY_TIMEOUT -> has(SERVER_ERROR | GATEWAY_ERROR | RESET);
            case RESET -> has(SERVER_ERROR | GATEWAY_ERROR | RESET) || (safe && isIstioDefault());
            case TIMEOUT, CANCELLED -> false;
        };
    }

    /**
     * Istio's default gives up a call that was on the wire to an endpoint that died. HTTP lets a client repeat a safe
     * request whose connection broke (RFC 9110, 9.2.2), so by default we do; a rule that says what to retry on is
     * taken at its word.
     */
    private boolean isIstioDefault() {
        return on == ISTIO_DEFAULT && statuses.isEmpty();
    }

    private boolean wantsAnswer(Outcome outcome) {
        if (outcome.rateLimited()) {
            return has(RATE_LIMITED);
        }
        int status = outcome.httpStatus();
        return (status >= 500 && has(SERVER_ERROR))
                || (status >= 502 && status <= 504 && has(GATEWAY_ERROR))
                || (status == 409 && has(RETRIABLE_4XX))
                || (has(STATUS_CODES) && statuses.contains(status))
                || (outcome.grpcStatus() > 0 && outcome.grpcStatus() < 16 && has(1 << (GRPC + outcome.grpcStatus())));
    }

    private boolean has(int conditions) {
        return (on & conditions) != 0;
    }
}
