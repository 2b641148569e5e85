package io.weft.runtime.call;

import io.weft.model.ResponseFlag;
import org.jspecify.annotations.Nullable;

/** The answers that Envoy makes by itself, by cause: status, text, response flag and response code details. */
enum LocalReply {
    BAD_PATH(400, "", null, "path_normalization_failed"),
    ROUTE_NOT_FOUND(404, "", ResponseFlag.NR, "route_not_found"),
    CLUSTER_NOT_FOUND(503, "", ResponseFlag.NC, "cluster_not_found"),
    BLACK_HOLE(502, "", ResponseFlag.BH, "direct_response"),
    NO_HEALTHY_UPSTREAM(503, "no healthy upstream", ResponseFlag.UH, "no_healthy_upstream"),
    OVERFLOW("overflow", ResponseFlag.UO),
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

    /** The text, which tells after a retry that there was one. */
    String text(int attempts) {
        return attempts > 1 ? text.replace("reset reason:", "retried and the latest reset reason:") : text;
    }

    /**
     * The code for a gRPC caller. Envoy says UNAVAILABLE where a timeout ended the call; gRPC's own word for it,
     * which stock xDS clients use, is DEADLINE_EXCEEDED.
     */
    int grpcStatus() {
        return switch (this) {
            case PER_TRY_TIMEOUT, TIMEOUT -> GrpcCode.DEADLINE_EXCEEDED;
            case CANCELLED -> GrpcCode.CANCELLED;
            default -> GrpcCode.ofHttp(status);
        };
    }
}
