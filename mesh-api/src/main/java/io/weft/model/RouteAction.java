package io.weft.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a route does with a request. */
public sealed interface RouteAction {

    /**
     * Sends the request upstream.
     *
     * @param clusters where to, by weight; never empty. Shares are weight / sum of weights
     * @param timeout for the whole call with its retries; empty for none (Istio's default)
     * @param retry when to try again
     * @param rewrite changes to path and authority
     * @param hashing what of the request decides which endpoint gets it, where the cluster's load balancing hashes
     * @param mirrors which clusters get a copy, without any effect on the caller
     */
    record Forward(
            List<WeightedCluster> clusters,
            Optional<Duration> timeout,
            RetryPolicy retry,
            Rewrite rewrite,
            List<HashPolicy> hashing,
            List<Mirror> mirrors)
            implements RouteAction {

        /** One that neither hashes nor mirrors. */
        public Forward(List<WeightedCluster> clusters, Optional<Duration> timeout, RetryPolicy retry, Rewrite rewrite) {
            this(clusters, timeout, retry, rewrite, List.of(), List.of());
        }

        public Forward {
            clusters = List.copyOf(clusters);
            hashing = List.copyOf(hashing);
            mirrors = List.copyOf(mirrors);
            if (clusters.isEmpty()) {
                throw new IllegalArgumentException("a forwarding route needs a cluster");
            }
        }
    }

    /**
     * Answers with a redirection (Envoy's RedirectAction). Empty parts stay as the request has them.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param scheme of the new location
     * @param host of the new location
     * @param port of the new location; 0 keeps the request's
     * @param path the whole new path, its query included if it has one
     * @param prefix takes the place of the matched prefix
     * @param regex takes the place of what an expression finds in the path
     * @param stripQuery whether the request's query is left out
     */
    record Redirect(
            int status,
            Optional<String> scheme,
            Optional<String> host,
            int port,
            Optional<String> path,
            Optional<String> prefix,
            Optional<RegexRewrite> regex,
            boolean stripQuery)
            implements RouteAction {}

    /** Answers at once (Envoy's DirectResponseAction). */
    record Respond(int status, String body) implements RouteAction {}
}
