package io.weft.xds.decode;

import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Locality;
import io.weft.model.RouteAction;
import io.weft.model.Upstream;
import io.weft.model.VirtualHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One xDS resource in the words of the model; its references to other resources by name. */
public sealed interface Resource {

    String name();

    /** A Listener whose routes come by RDS. */
    record RoutedListener(String name, String routeConfiguration) implements Resource {}

    /** A Listener that says itself what its upstream is. */
    record InlineListener(String name, Upstream upstream) implements Resource {}

    /** A RouteConfiguration. */
    record Routes(String name, VirtualHost virtualHost) implements Resource {}

    /**
     * A Cluster.
     *
     * @param policy all but the endpoints, if they come by EDS
     * @param loadAssignment the name of its endpoints in EDS; empty if they are in the policy
     * @param weighsLocalities whether the shares of localities count (Envoy's locality_weighted_lb_config)
     */
    record ClusterPolicy(Cluster policy, Optional<String> loadAssignment, boolean weighsLocalities)
            implements Resource {
        @Override
        public String name() {
            return policy.name();
        }
    }

    /**
     * A ClusterLoadAssignment.
     *
     * @param localities their shares; one that has none is missing
     */
    record LoadAssignment(String name, List<Endpoint> endpoints, Map<Locality, Integer> localities)
            implements Resource {
        public LoadAssignment {
            endpoints = List.copyOf(endpoints);
            localities = Map.copyOf(localities);
        }
    }

    /** The clusters that the routes of a virtual host name. */
    static Set<String> clusters(VirtualHost virtualHost) {
        return virtualHost.routes().stream()
                .filter(route -> route.action() instanceof RouteAction.Forward)
                .flatMap(route -> clusters((RouteAction.Forward) route.action()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> clusters(RouteAction.Forward forward) {
        return Stream.concat(
                forward.clusters().stream().map(destination -> destination.cluster()),
                forward.mirrors().stream().map(mirror -> mirror.cluster()));
    }
}
