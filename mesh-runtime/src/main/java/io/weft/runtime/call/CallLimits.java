package io.weft.runtime.call;

import io.weft.model.HeaderEdit;
import io.weft.model.RequestHead;
import io.weft.runtime.upstream.Pick;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How long and how often a call may be tried: the route's word, or the request's own where it has the headers for it.
 *
 * @param timeoutNanos for the whole call; 0 for none
 * @param perTryNanos for one attempt; 0 for none
 * @param retries when to try again
 */
record CallLimits(long timeoutNanos, long perTryNanos, RetryRules retries) {

    private static final String TIMEOUT = "x-envoy-upstream-rq-timeout-ms";
    private static final String PER_TRY_TIMEOUT = "x-envoy-upstream-rq-per-try-timeout-ms";
    private static final String MAX_RETRIES = "x-envoy-max-retries";
    private static final String RETRY_ON = "x-envoy-retry-on";
    private static final String RETRY_GRPC_ON = "x-envoy-retry-grpc-on";
    private static final String RETRY_STATUSES = "x-envoy-retriable-status-codes";
    /** Taken off a request, as Envoy does. Those behind the first six are understood and not obeyed. */
    private static final List<String> NAMES = List.of(
            TIMEOUT,
            PER_TRY_TIMEOUT,
            MAX_RETRIES,
            RETRY_ON,
            RETRY_GRPC_ON,
            RETRY_STATUSES,
            "x-envoy-retriable-header-names",
            "x-envoy-hedge-on-per-try-timeout",
            "x-envoy-upstream-rq-timeout-alt-response");

    /** A per-try timeout that is no shorter than the call's is none, as in Envoy. */
    CallLimits {
        if (timeoutNanos > 0 && perTryNanos >= timeoutNanos) {
            perTryNanos = 0;
        }
    }

    /** Takes the headers off a request that ask for other limits; none, usually. */
    static List<HeaderEdit> asked(CallHead head) {
        List<HeaderEdit> edits = List.of();
        for (int i = 0; i < NAMES.size(); i++) {
            if (head.header(NAMES.get(i)) != null) {
                edits = edits.isEmpty() ? new ArrayList<>() : edits;
                edits.add(new HeaderEdit.Remove(NAMES.get(i)));
            }
        }
        return edits;
    }

    /**
     * These limits with what a request asks for itself. The caller's own word is heard, as it is the same process; what
     * its work has brought along from another caller is not.
     */
    CallLimits with(CallHead call) {
        RequestHead head = call.sent();
        return new CallLimits(
                nanos(head.header(TIMEOUT), timeoutNanos),
                nanos(head.header(PER_TRY_TIMEOUT), perTryNanos),
                retries.with(
                        head.header(RETRY_ON),
                        head.header(RETRY_GRPC_ON),
                        head.header(RETRY_STATUSES),
                        head.header(MAX_RETRIES)));
    }

    boolean isTimed() {
        return timeoutNanos > 0 || perTryNanos > 0;
    }

    /** When the whole call ends: its timeout from now on, or the deadline of whoever calls if that is sooner. */
    OptionalLong deadline(long now, OptionalLong outer) {
        long end = now + timeoutNanos;
        return outer.isPresent() && outer.getAsLong() - end <= 0 ? outer : OptionalLong.of(end);
    }

    /** An attempt that begins now. */
    Attempt attempt(int number, Pick pick, long now, OptionalLong deadline, boolean hedge) {
        if (perTryNanos == 0) {
            return new Attempt(number, pick, now, deadline, true, hedge);
        }
        long perTry = now + perTryNanos;
        boolean endsCall = deadline.isPresent() && deadline.getAsLong() - perTry <= 0;
        return new Attempt(number, pick, now, endsCall ? deadline : OptionalLong.of(perTry), endsCall, hedge);
    }

    /** Milliseconds; what is no number is not heard. */
    private static long nanos(@Nullable String millis, long otherwise) {
        return millis != null && millis.matches("\\d{1,12}") ? Long.parseLong(millis) * 1_000_000 : otherwise;
    }
}
