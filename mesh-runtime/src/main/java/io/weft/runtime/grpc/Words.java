package io.weft.runtime.grpc;

import io.grpc.Status;
import io.weft.runtime.call.Answer;
import io.weft.runtime.tls.TlsException;
import org.jspecify.annotations.Nullable;

/** What a caller is told when the mesh answers, and not an endpoint. */
final class Words {

    private Words() {}

    static Status unanswered(GrpcHead head, @Nullable Throwable cause) {
        return Status.UNAVAILABLE
                .withDescription("the control plane has no answer for " + head.authority())
                .withCause(cause);
    }

    static Status status(Answer answer, @Nullable Throwable cause) {
        return Status.fromCodeValue(answer.grpcStatus())
                .withDescription(describe(answer))
                .withCause(cause);
    }

    /** What Envoy would say, and for people which service, route and endpoints it was about. */
    private static String describe(Answer answer) {
        if (answer.flags().isEmpty()) {
            return answer.body();
        }
        String explained = answer.report().explain();
        return answer.body().isEmpty() ? explained : answer.body() + " [" + explained + "]";
    }

    /** What lies at the bottom of a failure, for people. */
    static String rootOf(Status status) {
        String text = "" + status.getDescription();
        boolean found = false;
        for (Throwable cause = status.getCause(); cause != null && !found; cause = cause.getCause()) {
            text = cause.getMessage() == null ? text : cause.getMessage();
            // What lies beneath it says less.
            found = cause instanceof TlsException;
        }
        return text;
    }
}
