package io.weft.control.translate;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.weft.control.config.HttpMatchRequest;
import io.weft.control.config.HttpRoute;
import io.weft.control.config.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the routes of one VirtualService for one client and port. */
final class RuleRoutes {

    /** Under which the configuration of the fault filter is found. */
    static final String FAULT = "envoy.filters.http.fault";

    /** Under which that of the CORS filter is found. */
    static final String CORS = "envoy.filters.http.cors";

    private RuleRoutes() {}

    /**
     * One route for each condition that the client and port don't rule out, up to the first that takes every request.
     */
    static List<Route> of(RouteContext context) {
        List<Route> routes = new ArrayList<>();
        for (HttpRoute http : context.rule().spec().http()) {
            if (http.match().isEmpty()) {
                routes.add(route(http, Optional.empty(), context));
                return routes;
            }
            for (HttpMatchRequest match : http.match()) {
                if (!concerns(match, context)) {
                    continue;
                }
                Route route = route(http, Optional.of(match), context);
                routes.add(route);
                if (RouteMatches.isCatchAll(route.getMatch())) {
                    return routes;
                }
            }
        }
        return routes;
    }

    /** Whether there is any route for the client and port; if not, it is as if the VirtualService were not there. */
    static boolean any(RouteContext context) {
        return context.rule().spec().http().stream()
                .anyMatch(http ->
                        http.match().isEmpty() || http.match().stream().anyMatch(match -> concerns(match, context)));
    }

    /** What is decided before any request: the port, the gateway, and who calls. Gateways named, the caller is open. */
    private static boolean concerns(HttpMatchRequest match, RouteContext context) {
        if (match.port().isPresent() && match.port().getAsInt() != context.port()) {
            return false;
        }
        if (!match.gateways().isEmpty()) {
            return match.gateways().contains(VirtualService.MESH);
        }
        ClientScope client = context.client();
        return client.matches(match.sourceLabels())
                && match.sourceNamespace()
                        .filter(namespace -> !namespace.isEmpty())
                        .map(client.namespace()::equals)
                        .orElse(true);
    }

    private static Route route(HttpRoute http, Optional<HttpMatchRequest> match, RouteContext context) {
        HeaderOperations edits = HeaderOperations.of(http.headers());
        Route.Builder route = Route.newBuilder()
                .setName(name(http, match))
                .setMatch(match.map(RouteMatches::translate).orElse(RouteMatches.ANY))
                .setMetadata(Provenance.ofRoute(context.rule(), http.at()))
                .addAllRequestHeadersToAdd(edits.requestAdd())
                .addAllRequestHeadersToRemove(edits.requestRemove())
                .addAllResponseHeadersToAdd(edits.responseAdd())
                .addAllResponseHeadersToRemove(edits.responseRemove());
        if (http.redirect().isPresent()) {
            route.setRedirect(Answers.redirect(http.redirect().get(), context.port()));
        } else if (http.directResponse().isPresent()) {
            route.setDirectResponse(Answers.respond(http.directResponse().get()));
        } else {
            Forwards.apply(route, http, edits, context);
        }
        match.flatMap(HttpMatchRequest::statPrefix).ifPresent(route::setStatPrefix);
        http.fault()
                .flatMap(Faults::translate)
                .ifPresent(fault -> route.putTypedPerFilterConfig(FAULT, Any.pack(fault)));
        http.corsPolicy()
                .ifPresent(cors -> route.putTypedPerFilterConfig(CORS, Any.pack(CorsPolicies.translate(cors))));
        return route.build();
    }

    private static String name(HttpRoute http, Optional<HttpMatchRequest> match) {
        return match.map(HttpMatchRequest::name)
                .filter(name -> !name.isEmpty())
                .map(name -> http.name() + "." + name)
                .orElse(http.name());
    }

    /** The route of a service that no VirtualService routes. */
    static Route plain(ClusterName cluster, Optional<HashPolicy> hash) {
        return Route.newBuilder()
                .setName("default")
                .setMatch(RouteMatches.ANY)
                .setRoute(Forwards.plain(cluster, hash))
                .build();
    }
}
