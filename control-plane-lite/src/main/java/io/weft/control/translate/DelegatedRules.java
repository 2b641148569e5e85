package io.weft.control.translate;

import io.weft.control.config.Destination;
import io.weft.control.config.Headers;
import io.weft.control.config.HttpMatchRequest;
import io.weft.control.config.HttpMirrorPolicy;
import io.weft.control.config.HttpRoute;
import io.weft.control.config.HttpRouteDestination;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes one rule of one that delegates and one of its delegate. */
final class DelegatedRules {

    private DelegatedRules() {}

    /**
     * The leaf's rule, for requests that both take; what it leaves open is as the root says. Empty if a condition of
     * the leaf lies within none of the root's.
     */
    static Optional<HttpRoute> merge(HttpRoute root, HttpRoute leaf) {
        return DelegatedMatches.merge(root.match(), leaf.match()).map(match -> merge(root, leaf, match));
    }

    private static HttpRoute merge(HttpRoute root, HttpRoute leaf, List<HttpMatchRequest> match) {
        return new HttpRoute(
                name(root.name(), leaf.name()),
                match,
                leaf.route(),
                leaf.redirect(),
                leaf.directResponse().or(root::directResponse),
                Optional.empty(),
                leaf.rewrite().or(root::rewrite),
                leaf.timeout().or(root::timeout),
                leaf.retries().or(root::retries),
                leaf.fault().or(root::fault),
                leaf.mirrors().isEmpty() ? root.mirrors() : leaf.mirrors(),
                leaf.corsPolicy().or(root::corsPolicy),
                leaf.headers().equals(Headers.NONE) ? root.headers() : leaf.headers(),
                leaf.at());
    }

    static String name(String root, String leaf) {
        return root.isEmpty() || leaf.isEmpty() ? root + leaf : root + "-" + leaf;
    }

    /** The rule with other names for the hosts of its destinations. */
    static HttpRoute withHosts(HttpRoute rule, UnaryOperator<String> host) {
        return new HttpRoute(
                rule.name(),
                rule.match(),
                rule.route().stream().map(to -> withHost(to, host)).toList(),
                rule.redirect(),
                rule.directResponse(),
                rule.delegate(),
                rule.rewrite(),
                rule.timeout(),
                rule.retries(),
                rule.fault(),
                rule.mirrors().stream().map(to -> withHost(to, host)).toList(),
                rule.corsPolicy(),
                rule.headers(),
                rule.at());
    }

    private static HttpRouteDestination withHost(HttpRouteDestination to, UnaryOperator<String> host) {
        return new HttpRouteDestination(withHost(to.destination(), host), to.weight(), to.headers());
    }

    private static HttpMirrorPolicy withHost(HttpMirrorPolicy to, UnaryOperator<String> host) {
        return new HttpMirrorPolicy(withHost(to.destination(), host), to.percentage());
    }

    private static Destination withHost(Destination to, UnaryOperator<String> host) {
        return new Destination(host.apply(to.host()), to.subset(), to.port(), to.at());
    }
}
