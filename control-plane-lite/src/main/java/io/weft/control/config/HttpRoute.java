package io.weft.control.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One rule of a VirtualService: which requests, and what becomes of them (Istio's HTTPRoute).
 *
 * @param name empty if it has none
 * @param match any of these; empty matches every request
 * @param timeout of the whole call, all attempts together; empty for none
 * @param mirrors what {@code mirrors}, or {@code mirror} with {@code mirrorPercentage}, say
 * @param at where the rule begins
 */
public record HttpRoute(
        String name,
        List<HttpMatchRequest> match,
        List<HttpRouteDestination> route,
        Optional<HttpRedirect> redirect,
        Optional<HttpDirectResponse> directResponse,
        Optional<Delegate> delegate,
        Optional<HttpRewrite> rewrite,
        Optional<Duration> timeout,
        Optional<HttpRetry> retries,
        Optional<HttpFaultInjection> fault,
        List<HttpMirrorPolicy> mirrors,
        Optional<CorsPolicy> corsPolicy,
        Headers headers,
        Position at) {

    public HttpRoute {
        match = List.copyOf(match);
        route = List.copyOf(route);
        mirrors = List.copyOf(mirrors);
    }

    /**
     * The VirtualService that holds the rules.
     *
     * @param namespace empty for that of the rule
     */
    public record Delegate(String name, Optional<String> namespace, Position at) {}
}
