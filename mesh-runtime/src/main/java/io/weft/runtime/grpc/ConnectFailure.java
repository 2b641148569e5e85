package io.weft.runtime.grpc;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Marks the status of an attempt for which no connection could be made; nothing was sent. */
final class ConnectFailure extends Exception {

    private static final long serialVersionUID = 1;

    private ConnectFailure(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    static Status of(Status why) {
        return Status.UNAVAILABLE
                .withDescription(why.getDescription())
                .withCause(new ConnectFailure(why.getDescription(), why.getCause()));
    }

    static boolean is(Status status) {
        return status.getCause() instanceof ConnectFailure;
    }
}
