package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.Route;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.weft.model.Cors;
import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.model.RetryPolicy;
import io.weft.model.RouteAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Envoy's RouteConfiguration. It speaks for one upstream, so it has one virtual host; what the wider levels say
 * (headers, retries, faults, CORS) is folded into the routes.
 */
final class RouteConfigurationDecoder {

    private RouteConfigurationDecoder() {}

    static Resource decode(RouteConfiguration config) {
        return new Resource.Routes(config.getName(), virtualHost(config, Field.ROOT));
    }

    static io.weft.model.VirtualHost virtualHost(RouteConfiguration config, Field at) {
        if (config.getMostSpecificHeaderMutationsWins()) {
            throw at.in("most_specific_header_mutations_wins").malformed("is not supported");
        }
        if (config.getVirtualHostsCount() == 0) {
            return new io.weft.model.VirtualHost(config.getName(), List.of());
        }
        if (config.getVirtualHostsCount() > 1) {
            throw at.in("virtual_hosts").malformed("has " + config.getVirtualHostsCount() + " hosts, must have one");
        }
        VirtualHost host = config.getVirtualHosts(0);
        Field place = at.in("virtual_hosts", 0);
        Inherited inherited = inherited(config, host, at, place);
        List<io.weft.model.Route> routes = new ArrayList<>(host.getRoutesCount());
        for (int i = 0; i < host.getRoutesCount(); i++) {
            routes.add(route(host.getRoutes(i), inherited, place.in("routes", i)));
        }
        return new io.weft.model.VirtualHost(host.getName(), routes);
    }

    private static Inherited inherited(RouteConfiguration config, VirtualHost host, Field at, Field place) {
        RetryPolicy retry = host.hasRetryPolicy()
                ? RetryDecoder.decode(host.getRetryPolicy(), place.in("retry_policy"))
                : RetryPolicy.NONE;
        Fault fault = FaultDecoder.decode(host.getTypedPerFilterConfigMap(), place)
                .or(() -> FaultDecoder.decode(config.getTypedPerFilterConfigMap(), at))
                .orElse(Fault.NONE);
        HeaderEdits headers = HeaderEditsDecoder.concat(
                HeaderEditsDecoder.decode(host, place), HeaderEditsDecoder.decode(config, at));
        Optional<Cors> cors = CorsDecoder.decode(host.getTypedPerFilterConfigMap(), place)
                .or(() -> CorsDecoder.decode(config.getTypedPerFilterConfigMap(), at));
        return new Inherited(retry, fault, cors, headers);
    }

    private static io.weft.model.Route route(Route route, Inherited inherited, Field at) {
        return new io.weft.model.Route(
                route.getName(),
                MatchDecoder.decode(route.getMatch(), at.in("match")),
                action(route, inherited.retry, at),
                HeaderEditsDecoder.concat(HeaderEditsDecoder.decode(route, at), inherited.headers),
                FaultDecoder.decode(route.getTypedPerFilterConfigMap(), at).orElse(inherited.fault),
                CorsDecoder.decode(route.getTypedPerFilterConfigMap(), at).or(() -> inherited.cors),
                route.getStatPrefix(),
                Values.origin(route.getMetadata()));
    }

    private static RouteAction action(Route route, RetryPolicy retry, Field at) {
        return switch (route.getActionCase()) {
            case ROUTE -> ForwardDecoder.decode(route.getRoute(), retry, at.in("route"));
            case REDIRECT -> ActionDecoder.redirect(route.getRedirect(), at.in("redirect"));
            case DIRECT_RESPONSE -> ActionDecoder.respond(route.getDirectResponse(), at.in("direct_response"));
            case FILTER_ACTION, NON_FORWARDING_ACTION ->
                throw at.malformed(route.getActionCase() + " is not supported");
            case ACTION_NOT_SET -> throw at.malformed("has no action");
        };
    }

    /** What a route has from the levels above it. */
    private record Inherited(RetryPolicy retry, Fault fault, Optional<Cors> cors, HeaderEdits headers) {}
}
