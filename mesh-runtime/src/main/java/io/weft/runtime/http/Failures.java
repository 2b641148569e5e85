package io.weft.runtime.http;

import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import io.weft.runtime.call.Attempt;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.HttpException;

/** Says what an exception of HttpClient means for the attempt that it ended. */
final class Failures {

    private Failures() {}

    /**
     * @param sent whether the attempt had a connection and began to use it
     * @param aborted whether the caller gave the request up
     * @param expired whether the attempt's deadline had passed by then
     * @param spent whether the caller's own patience had come to its end by then
     */
    static Outcome outcome(
            Exception failure, Attempt attempt, boolean sent, boolean aborted, boolean expired, boolean spent) {
        return Outcome.of(kind(failure, attempt, sent, aborted, expired, spent));
    }

    private static Kind kind(
            Exception failure, Attempt attempt, boolean sent, boolean aborted, boolean expired, boolean spent) {
        if (aborted || Thread.currentThread().isInterrupted()) {
            return Kind.CANCELLED;
        }
        if (expired && failure instanceof InterruptedIOException) {
            return attempt.endsCall() ? Kind.TIMEOUT : Kind.PER_TRY_TIMEOUT;
        }
        boolean networkFailed = failure instanceof IOException || failure instanceof HttpException;
        // What is left of the interrupted kind: the caller's own read timeout, or no free connection in its pool.
        boolean callerGaveUp = failure instanceof InterruptedIOException
                && (sent || spent || !(failure instanceof SocketTimeoutException));
        if (!networkFailed || callerGaveUp) {
            return Kind.CANCELLED;
        }
        return sent ? Kind.RESET : Kind.CONNECT_FAILURE;
    }
}
