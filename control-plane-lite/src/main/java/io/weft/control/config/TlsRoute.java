package io.weft.control.config;

import java.util.List;

/** A rule for TLS connections by server name; only a proxy can carry it out. */
public record TlsRoute(List<Match> match, List<RouteDestination> route) {

    public TlsRoute {
        match = List.copyOf(match);
        route = List.copyOf(route);
    }

    /** Istio's TLSMatchAttributes: the server names, and what a TCP rule may ask for. */
    public record Match(List<String> sniHosts, TcpRoute.Match connection) {
        public Match {
            sniHosts = List.copyOf(sniHosts);
        }
    }
}
