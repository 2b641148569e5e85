package io.weft.control.translate;

import static io.weft.control.translate.Messages.duration;
import static io.weft.control.translate.Messages.percent;
import static io.weft.control.translate.Messages.uint32;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.envoyproxy.envoy.config.route.v3.RouteAction.RequestMirrorPolicy;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster.ClusterWeight;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.weft.control.config.HttpMirrorPolicy;
import io.weft.control.config.HttpRewrite;
import io.weft.control.config.HttpRoute;
import io.weft.control.config.HttpRouteDestination;
import java.time.Duration;
import java.util.Optional;

/** Routes that forward to clusters. */
final class Forwards {

    private Forwards() {}

    /** Of a service that no VirtualService routes. Its retries go to other endpoints even if it hashes, as in Istio. */
    static RouteAction plain(ClusterName cluster, Optional<HashPolicy> hash) {
        RouteAction.Builder action =
                RouteAction.newBuilder().setCluster(cluster.toString()).setRetryPolicy(RetryPolicies.DEFAULT);
        timeout(action, Optional.empty());
        hash.ifPresent(action::addHashPolicy);
        return action.build();
    }

    /** Sets the action of a route whose own header edits are already in place: those of an only destination follow. */
    static void apply(Route.Builder route, HttpRoute http, HeaderOperations edits, RouteContext context) {
        RouteAction.Builder action = route.getRouteBuilder();
        timeout(action, http.timeout());
        http.route().stream()
                .filter(destination -> http.route().size() == 1 || destination.weight() > 0)
                .forEach(destination ->
                        HashPolicies.of(context, destination.destination()).ifPresent(action::addHashPolicy));
        // Several destinations that hash are not asked, as in Istio.
        boolean sticky = http.route().size() == 1 && action.getHashPolicyCount() > 0;
        RetryPolicies.translate(http.retries(), sticky).ifPresent(action::setRetryPolicy);
        http.rewrite().ifPresent(rewrite -> rewrite(action, rewrite));
        http.rewrite()
                .flatMap(HttpRewrite::authority)
                .filter(authority -> !authority.isEmpty())
                .or(edits::authority)
                .ifPresent(action::setHostRewriteLiteral);
        http.mirrors().stream()
                .filter(mirror -> mirror.percentage() > 0)
                .forEach(mirror -> action.addRequestMirrorPolicies(mirror(mirror, context)));
        if (http.route().size() == 1) {
            only(route, http.route().get(0), context);
        } else {
            action.setWeightedClusters(weighted(http, context));
        }
    }

    /** The call as a whole, and the same for what a gRPC caller may ask for; 0 is no limit. */
    @SuppressWarnings("deprecation") // Istio's choice too: the newer field ends streams that are only slow
    private static void timeout(RouteAction.Builder action, Optional<Duration> timeout) {
        action.setTimeout(duration(timeout.orElse(Duration.ZERO)));
        action.setMaxGrpcTimeout(action.getTimeout());
    }

    private static void rewrite(RouteAction.Builder action, HttpRewrite rewrite) {
        if (rewrite.uriRegexRewrite().isPresent()) {
            HttpRewrite.RegexRewrite regex = rewrite.uriRegexRewrite().get();
            action.setRegexRewrite(RegexMatchAndSubstitute.newBuilder()
                    .setPattern(RegexMatcher.newBuilder().setRegex(regex.match()))
                    .setSubstitution(regex.rewrite()));
        } else {
            rewrite.uri().ifPresent(action::setPrefixRewrite);
        }
    }

    /** The weight of an only destination means nothing. */
    private static void only(Route.Builder route, HttpRouteDestination destination, RouteContext context) {
        HeaderOperations edits = HeaderOperations.of(destination.headers());
        route.addAllRequestHeadersToAdd(edits.requestAdd())
                .addAllRequestHeadersToRemove(edits.requestRemove())
                .addAllResponseHeadersToAdd(edits.responseAdd())
                .addAllResponseHeadersToRemove(edits.responseRemove());
        RouteAction.Builder action = route.getRouteBuilder();
        action.setCluster(context.cluster(destination.destination()).toString());
        if (!action.hasHostRewriteLiteral()) {
            edits.authority().ifPresent(action::setHostRewriteLiteral);
        }
    }

    /** Destinations of weight 0 are left out. */
    private static WeightedCluster weighted(HttpRoute http, RouteContext context) {
        WeightedCluster.Builder clusters = WeightedCluster.newBuilder();
        http.route().stream()
                .filter(destination -> destination.weight() > 0)
                .forEach(destination -> clusters.addClusters(weight(destination, context)));
        return clusters.build();
    }

    private static ClusterWeight weight(HttpRouteDestination destination, RouteContext context) {
        HeaderOperations edits = HeaderOperations.of(destination.headers());
        ClusterWeight.Builder cluster = ClusterWeight.newBuilder()
                .setName(context.cluster(destination.destination()).toString())
                .setWeight(uint32(destination.weight()))
                .addAllRequestHeadersToAdd(edits.requestAdd())
                .addAllRequestHeadersToRemove(edits.requestRemove())
                .addAllResponseHeadersToAdd(edits.responseAdd())
                .addAllResponseHeadersToRemove(edits.responseRemove());
        edits.authority().ifPresent(cluster::setHostRewriteLiteral);
        return cluster.build();
    }

    private static RequestMirrorPolicy mirror(HttpMirrorPolicy mirror, RouteContext context) {
        return RequestMirrorPolicy.newBuilder()
                .setCluster(context.cluster(mirror.destination()).toString())
                .setRuntimeFraction(RuntimeFractionalPercent.newBuilder().setDefaultValue(percent(mirror.percentage())))
                .setTraceSampled(BoolValue.of(false))
                .setDisableShadowHostSuffixAppend(true)
                .build();
    }
}
