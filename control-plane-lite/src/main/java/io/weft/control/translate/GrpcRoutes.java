package io.weft.control.translate;

import static io.weft.control.translate.GrpcHeaderMatches.alternatives;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.NonForwardingAction;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.envoyproxy.envoy.config.route.v3.RouteAction.MaxStreamDuration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Narrows routes to what stock gRPC accepts and reads as Envoy does. */
final class GrpcRoutes {

    private static final Set<String> RETRY_ON =
            Set.of("cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable");

    private final String authority;

    /** @param authority that the calls carry */
    GrpcRoutes(String authority) {
        this.authority = authority;
    }

    /**
     * The routes that say the same, none for one that no gRPC call can match: gRPC knows neither pseudo headers, whose
     * values are certain but for the path, nor query parameters.
     */
    Stream<Route> adapt(Route route) {
        RouteMatch match = route.getMatch();
        if (match.getQueryParametersCount() > 0 || !pseudoHeadersMatch(match)) {
            return Stream.empty();
        }
        Route.Builder adapted = Route.newBuilder().setName(route.getName()).setMetadata(route.getMetadata());
        if (route.hasRoute()) {
            adapted.setRoute(action(route.getRoute()));
            // Of the filters gRPC knows this one; it refuses routes with the configuration of another.
            Any fault = route.getTypedPerFilterConfigMap().get(RuleRoutes.FAULT);
            if (fault != null) {
                adapted.putTypedPerFilterConfig(RuleRoutes.FAULT, fault);
            }
        } else {
            // gRPC has no word for redirects and direct responses: calls fail with UNAVAILABLE, others are not misled.
            adapted.setNonForwardingAction(NonForwardingAction.getDefaultInstance());
        }
        List<HeaderMatcher> headers = match.getHeadersList().stream()
                .filter(header -> !header.getName().startsWith(":"))
                .toList();
        return alternatives(headers).stream()
                .map(all -> adapted.setMatch(match.toBuilder().clearHeaders().addAllHeaders(all))
                        .build());
    }

    private boolean pseudoHeadersMatch(RouteMatch match) {
        return match.getHeadersList().stream()
                .filter(header -> header.getName().startsWith(":"))
                .allMatch(header -> GrpcHeaderMatches.matches(header, pseudoHeader(header.getName())));
    }

    private String pseudoHeader(String name) {
        return switch (name) {
            case RouteMatches.METHOD -> "POST";
            case RouteMatches.SCHEME -> "http";
            default -> authority;
        };
    }

    private static RouteAction action(RouteAction full) {
        RouteAction.Builder action = RouteAction.newBuilder();
        if (full.hasWeightedClusters()) {
            full.getWeightedClusters()
                    .getClustersList()
                    .forEach(cluster -> action.getWeightedClustersBuilder()
                            .addClustersBuilder()
                            .setName(cluster.getName())
                            .setWeight(cluster.getWeight()));
        } else {
            action.setCluster(full.getCluster());
        }
        if (full.getTimeout().getSeconds() > 0 || full.getTimeout().getNanos() > 0) {
            action.setMaxStreamDuration(MaxStreamDuration.newBuilder().setMaxStreamDuration(full.getTimeout()));
        }
        // Of what Istio can have hashed gRPC knows headers; it passes over the rest, and then goes anywhere.
        full.getHashPolicyList().stream().filter(HashPolicy::hasHeader).forEach(action::addHashPolicy);
        retry(action, full);
        return action.build();
    }

    /** A policy that retries on nothing would break every call, so there is none then. */
    private static void retry(RouteAction.Builder action, RouteAction full) {
        String conditions = Arrays.stream(full.getRetryPolicy().getRetryOn().split(","))
                .filter(RETRY_ON::contains)
                .collect(Collectors.joining(","));
        if (full.hasRetryPolicy() && !conditions.isEmpty()) {
            RetryPolicy.Builder retry = RetryPolicy.newBuilder()
                    .setRetryOn(conditions)
                    .setNumRetries(full.getRetryPolicy().getNumRetries());
            if (full.getRetryPolicy().hasRetryBackOff()) {
                retry.setRetryBackOff(full.getRetryPolicy().getRetryBackOff());
            }
            action.setRetryPolicy(retry);
        }
    }
}
