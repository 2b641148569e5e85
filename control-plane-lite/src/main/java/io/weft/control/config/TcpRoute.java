package io.weft.control.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A rule for connections; only a proxy can carry it out. */
public record TcpRoute(List<Match> match, List<RouteDestination> route) {

    public TcpRoute {
        match = List.copyOf(match);
        route = List.copyOf(route);
    }

    /** Istio's L4MatchAttributes. */
    public record Match(
            List<String> destinationSubnets,
            OptionalInt port,
            Map<String, String> sourceLabels,
            Optional<String> sourceNamespace,
            List<String> gateways) {

        public Match {
            destinationSubnets = List.copyOf(destinationSubnets);
            sourceLabels = Ordered.copy(sourceLabels);
            gateways = List.copyOf(gateways);
        }
    }
}
