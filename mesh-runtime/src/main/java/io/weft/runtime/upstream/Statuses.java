package io.weft.runtime.upstream;

import io.weft.model.Outcome;
import io.weft.model.OutlierDetection;

/** How Envoy's outlier detection reads an outcome: everything is an HTTP status. */
final class Statuses {

    private static final int[] OF_GRPC = {
        200, // OK
        499, // CANCELLED
        500, // UNKNOWN
        400, // INVALID_ARGUMENT
        504, // DEADLINE_EXCEEDED
        404, // NOT_FOUND
        409, // ALREADY_EXISTS
        403, // PERMISSION_DENIED
        429, // RESOURCE_EXHAUSTED
        400, // FAILED_PRECONDITION
        409, // ABORTED
        400, // OUT_OF_RANGE
        501, // UNIMPLEMENTED
        500, // INTERNAL
        503, // UNAVAILABLE
        500, // DATA_LOSS
        401, // UNAUTHENTICATED
    };

    private Statuses() {}

    static int of(Outcome outcome, OutlierDetection rule) {
        return switch (outcome.kind()) {
            case ANSWERED ->
                outcome.grpcStatus() < 0 ? ofHttp(outcome.httpStatus(), rule) : ofGrpc(outcome.grpcStatus());
            case CONNECT_FAILURE, RESET, REFUSED_STREAM -> 503;
            case PER_TRY_TIMEOUT, TIMEOUT -> 504;
            case CANCELLED -> 0;
        };
    }

    /** A rule's own list of errors knows good and bad, and no kinds of bad. */
    private static int ofHttp(int status, OutlierDetection rule) {
        return rule.errorCodes().isEmpty() ? status : rule.errorCodes().contains(status) ? 500 : 200;
    }

    private static int ofGrpc(int code) {
        return code < OF_GRPC.length ? OF_GRPC[code] : 500;
    }
}
