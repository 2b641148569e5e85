package io.weft.runtime.call;

import io.weft.model.Guard;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.runtime.guard.Entry;
import io.weft.runtime.guard.RetryAfter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of the mesh's own says, before the route's edits.
 *
 * @param headers beside content type and length
 * @param text a gRPC caller's status message
 * @param flag of the cause; null for none
 * @param details Envoy's response code details
 */
record Said(
        int status,
        int grpcStatus,
        List<Header> headers,
        String text,
        @Nullable ResponseFlag flag,
        String details) {

    /** The endpoint's own answer, in whose place another one is given. */
    static Said upstream(Outcome outcome) {
        return new Said(outcome.httpStatus(), outcome.grpcStatus(), List.of(), "", null, "via_upstream");
    }

    /** A guard's refusal. */
    static Said refused(Entry.Refused refused, boolean grpc) {
        LocalReply reply =
                refused.cause() == Guard.Cause.RATE_LIMITED ? LocalReply.RATE_LIMITED : LocalReply.BREAKER_OPEN;
        Said said = reply.say(null);
        List<Header> headers = new ArrayList<>(said.headers);
        headers.add(retryAfter(refused.retryAfter(), grpc));
        return new Said(said.status, said.grpcStatus, headers, said.text, said.flag, said.details);
    }

    /** The fallback in place of this; the cause is still told. */
    Said instead(Guard.Fallback fallback) {
        return new Said(
                fallback.status(),
                fallback.grpcStatus(),
                new TreeMap<>(fallback.headers())
                        .entrySet().stream()
                                .map(header -> new Header(header.getKey(), header.getValue()))
                                .toList(),
                fallback.body(),
                flag,
                "guard_fallback{" + details + "}");
    }

    private static Header retryAfter(Duration time, boolean grpc) {
        return grpc
                ? new Header(RetryAfter.GRPC, RetryAfter.millis(time))
                : new Header(RetryAfter.HTTP, RetryAfter.seconds(time));
    }
}
