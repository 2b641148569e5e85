package io.weft.model;

import java.util.List;
import java.util.Set;

/**
 * How a call went, as its caller saw it: what metrics, access logs, traces and explanations tell.
 *
 * @param service the upstream that was called, {@code reviews:9080} as the caller wrote it
 * @param route the name of the route that matched; empty if none did, or if it has none
 * @param origin where that route was written, {@code file:line}; empty if unknown
 * @param statPrefix of that route (Istio's statPrefix), a tag for its metrics; empty if it has none
 * @param cluster the cluster of the last attempt; empty if none was chosen, or the chosen one is missing
 *     and that is not why the call failed
 * @param flags Envoy's response flags; empty when the upstream's own answer was passed on undisturbed
 * @param details Envoy's response code details ({@code via_upstream}, {@code route_not_found}, …)
 * @param attempts the attempts that were made, in order
 * @param httpStatus what an HTTP caller got; 200 for a gRPC call that was answered; 0 if nothing came
 * @param grpcStatus the gRPC code that a gRPC caller got; -1 for an HTTP call
 * @param nanos from planning to the end
 */
public record CallRecord(
        String service,
        String route,
        String origin,
        String statPrefix,
        String cluster,
        Set<ResponseFlag> flags,
        String details,
        List<Attempt> attempts,
        int httpStatus,
        int grpcStatus,
        long nanos) {

    /**
     * One try at one endpoint.
     *
     * @param failure what the transport said of its failure (a TLS handshake, a certificate); empty for nothing
     * @param hedge whether it was made beside another one that took long
     */
    public record Attempt(Endpoint endpoint, Outcome outcome, long nanos, String failure, boolean hedge) {}

    public CallRecord {
        flags = Set.copyOf(flags);
        attempts = List.copyOf(attempts);
    }
}
