package io.weft.xds.decode;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.Listener;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.weft.model.Upstream;

/** Envoy's Listener as a client has it: an api_listener with routes, by reference or inline; or what comes in to it. */
final class ListenerDecoder {

    private ListenerDecoder() {}

    static Resource decode(Listener listener) {
        if (listener.getTrafficDirection() == TrafficDirection.INBOUND) {
            return new Resource.InlineListener(
                    listener.getName(),
                    new Upstream.Inbound(GuardDecoder.ofListener(listener.getMetadata(), Field.ROOT)));
        }
        Field at = Field.ROOT.in("api_listener").in("api_listener");
        if (!listener.hasApiListener()) {
            throw Field.ROOT.in("api_listener").malformed("is missing");
        }
        HttpConnectionManager http = connections(listener, at);
        return switch (http.getRouteSpecifierCase()) {
            case RDS -> routed(listener, http, at.in("rds"));
            case ROUTE_CONFIG ->
                new Resource.InlineListener(listener.getName(), upstream(http.getRouteConfig(), at.in("route_config")));
            case SCOPED_ROUTES, ROUTESPECIFIER_NOT_SET -> throw at.malformed("has neither rds nor route_config");
        };
    }

    private static HttpConnectionManager connections(Listener listener, Field at) {
        try {
            return listener.getApiListener().getApiListener().unpack(HttpConnectionManager.class);
        } catch (InvalidProtocolBufferException e) {
            throw at.malformed("is not an HttpConnectionManager: " + e.getMessage());
        }
    }

    private static Resource routed(Listener listener, HttpConnectionManager http, Field at) {
        String routes = http.getRds().getRouteConfigName();
        if (routes.isEmpty()) {
            throw at.in("route_config_name").malformed("is empty");
        }
        return new Resource.RoutedListener(listener.getName(), routes);
    }

    /** Routes without a virtual host stand for an upstream outside the mesh; their name says how it is treated. */
    private static Upstream upstream(RouteConfiguration routes, Field at) {
        if (routes.getVirtualHostsCount() == 0 && routes.getName().equals("allow_any")) {
            return new Upstream.PassThrough();
        }
        if (routes.getVirtualHostsCount() == 0 && routes.getName().equals("block_all")) {
            return new Upstream.BlackHole();
        }
        return new Upstream.Known(RouteConfigurationDecoder.virtualHost(routes, at));
    }
}
