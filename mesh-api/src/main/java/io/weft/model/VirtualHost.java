package io.weft.model;

import java.util.List;

/**
 * The routes of one upstream; the first that matches a request decides.
 *
 * @param name Istio's name, {@code reviews.default.svc.cluster.local:9080}
 * @param routes in order of precedence
 */
public record VirtualHost(String name, List<Route> routes) {
    public VirtualHost {
        routes = List.copyOf(routes);
    }
}
