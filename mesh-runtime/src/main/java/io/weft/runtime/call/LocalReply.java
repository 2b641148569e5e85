package io.weft.runtime.call;

import io.weft.model.Guard;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers that Envoy makes by itself, by cause: status, text, response flag and response code details. */
enum LocalReply {
    BAD_PATH(400, "", null, "path_normalization_failed"),
    ROUTE_NOT_FOUND(404, "", ResponseFlag.NR, "route_not_found"),
    CLUSTER_NOT_FOUND(503, "", ResponseFlag.NC, "cluster_not_found"),
    BLACK_HOLE(502, "", ResponseFlag.BH, "direct_response"),
    NO_HEALTHY_UPSTREAM(503, "no healthy upstream", ResponseFlag.UH, "no_healthy_upstream"),
    OVERFLOW("overflow", ResponseFlag.UO),
    BREAKER_OPEN(503, "circuit breaker is open", ResponseFlag.UO, "circuit_breaker_open"),
    RATE_LIMITED(429, "local_rate_limited", ResponseFlag.RL, "local_rate_limited"),
    CONNECT_FAILURE("remote connection failure", ResponseFlag.UF),
    CONNECTION_TERMINATION("connection termination", ResponseFlag.UC),
    REMOTE_RESET("remote reset", ResponseFlag.UR),
    REFUSED_STREAM("remote refused stream reset", ResponseFlag.UR),
    PER_TRY_TIMEOUT(504, "upstream request timeout", ResponseFlag.UT, "upstream_per_try_timeout"),
    TIMEOUT(504, "upstream request timeout", ResponseFlag.UT, "response_timeout"),
    CANCELLED(499, "", ResponseFlag.DC, "downstream_remote_disconnect");

    /** What an abort fault says; its status is the rule's. */
    static final String FAULT_ABORT = "fault filter abort";

    static final String FAULT_ABORT_DETAILS = "fault_filter_abort";

    final int status;
    final String text;
    final @Nullable ResponseFlag flag;
    final String details;

    LocalReply(int status, String text, @Nullable ResponseFlag flag, String details) {
        this.status = status;
        this.text = text;
        this.flag = flag;
        this.details = details;
    }

    /** The attempt ended by a reset, before an answer began. */
    LocalReply(String reason, ResponseFlag flag) {
        this(
                503,
                "upstream connect error or disconnect/reset before headers. reset reason: " + reason,
                flag,
                "upstream_reset_before_response_started{" + reason.replace(' ', '_') + "}");
    }

    /** What a fallback may stand in for it as. */
    Guard.Cause cause() {
        return switch (this) {
            case BREAKER_OPEN -> Guard.Cause.BREAKER_OPEN;
            case RATE_LIMITED -> Guard.Cause.RATE_LIMITED;
            case NO_HEALTHY_UPSTREAM -> Guard.Cause.NO_ENDPOINTS;
            default -> Guard.Cause.FAILURE;
        };
    }

    /** @param last the attempt that was made last; null for none */
    Said say(@Nullable Tried last) {
        String said = text(Tried.count(last)) + transportFailure(last);
        return new Said(status, grpcStatus(), headers(), said, flag, details);
    }

    /** As Envoy says it. */
    private static String transportFailure(@Nullable Tried last) {
        return last == null || last.failure().isEmpty() ? "" : ", transport failure reason: " + last.failure();
    }

    private List<Header> headers() {
        return switch (this) {
            case OVERFLOW, BREAKER_OPEN -> List.of(new Header("x-envoy-overloaded", "true"));
            case RATE_LIMITED -> List.of(new Header("x-envoy-ratelimited", "true"));
            default -> List.of();
        };
    }

    /** Of an attempt that was not answered and is the last. */
    static LocalReply of(Outcome.Kind kind, boolean grpc) {
        return switch (kind) {
            case CONNECT_FAILURE -> CONNECT_FAILURE;
            case REFUSED_STREAM -> REFUSED_STREAM;
            case PER_TRY_TIMEOUT -> PER_TRY_TIMEOUT;
            case TIMEOUT -> TIMEOUT;
            case CANCELLED -> CANCELLED;
            case RESET, ANSWERED -> grpc ? REMOTE_RESET : CONNECTION_TERMINATION;
        };
    }

    /** The text, which tells after a retry that there was one. */
    private String text(int attempts) {
        return attempts > 1 ? text.replace("reset reason:", "retried and the latest reset reason:") : text;
    }

    /**
     * The code for a gRPC caller. Envoy says UNAVAILABLE where a timeout ended the call; gRPC's own word for it,
     * which stock xDS clients use, is DEADLINE_EXCEEDED.
     */
    private int grpcStatus() {
        return switch (this) {
            case PER_TRY_TIMEOUT, TIMEOUT -> GrpcCode.DEADLINE_EXCEEDED;
            case CANCELLED -> GrpcCode.CANCELLED;
            case RATE_LIMITED -> GrpcCode.RESOURCE_EXHAUSTED;
            default -> GrpcCode.ofHttp(status);
        };
    }
}
