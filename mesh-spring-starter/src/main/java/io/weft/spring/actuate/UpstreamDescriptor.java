package io.weft.spring.actuate;

import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.Upstream;
import io.weft.model.WeightedCluster;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of one upstream.
 *
 * @param kind {@code known}, {@code passThrough} (calls go where DNS says) or {@code blackHole} (calls are
 *     refused); {@code inbound} for this workload itself
 * @param routes in order of precedence; empty unless known
 */
record UpstreamDescriptor(String kind, List<RouteDescriptor> routes) {

    /**
     * @param match the conditions; the whole rule as it is understood
     * @param action where it sends what it takes, with weights
     * @param origin where it was written
     */
    record RouteDescriptor(String name, String match, String action, String origin) {

        static RouteDescriptor of(Route route) {
            return new RouteDescriptor(route.name(), route.match().toString(), action(route), route.origin());
        }

        private static String action(Route route) {
            if (route.action() instanceof RouteAction.Forward forward) {
                return forward.clusters().stream().map(RouteDescriptor::share).collect(Collectors.joining(", "));
            }
            return route.action().toString();
        }

        private static String share(WeightedCluster cluster) {
            return cluster.weight() + " x " + cluster.cluster();
        }
    }

    static UpstreamDescriptor of(Upstream upstream) {
        if (upstream instanceof Upstream.Known known) {
            List<RouteDescriptor> routes = known.virtualHost().routes().stream()
                    .map(RouteDescriptor::of)
                    .toList();
            return new UpstreamDescriptor("known", routes);
        }
        if (upstream instanceof Upstream.Inbound) {
            return new UpstreamDescriptor("inbound", List.of());
        }
        return new UpstreamDescriptor(upstream instanceof Upstream.BlackHole ? "blackHole" : "passThrough", List.of());
    }
}
