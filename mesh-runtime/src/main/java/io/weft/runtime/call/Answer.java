package io.weft.runtime.call;

import io.weft.model.ResponseFlag;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * An answer that the mesh makes itself, as Envoy's local replies are: a redirect, a direct response, no route, no
 * endpoint, an abort fault, a timeout. Ends the call.
 *
 * @param httpStatus what an HTTP caller gets
 * @param grpcStatus what a gRPC caller gets
 * @param headers of the answer, the route's edits done; for a gRPC caller they are its trailers
 * @param body for an HTTP caller; for a gRPC caller it is the status message
 * @param flags Envoy's response flags
 * @param details Envoy's response code details, {@code route_not_found} and the like
 * @param delay to be waited out before answering (a delay fault that an abort follows); else zero
 * @param report the whole call, for errors and telemetry
 */
public record Answer(
        int httpStatus,
        int grpcStatus,
        List<Header> headers,
        String body,
        Set<ResponseFlag> flags,
        String details,
        Duration delay,
        CallReport report)
        implements Plan, Next, Then {

    public Answer {
        headers = List.copyOf(headers);
        flags = Set.copyOf(flags);
    }
}
