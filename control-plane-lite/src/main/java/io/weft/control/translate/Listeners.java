package io.weft.control.translate;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.ApiListener;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import io.weft.control.config.OutboundTrafficPolicy;
import java.util.List;

/** Makes the listeners of clients that ask by the name they call: no socket, only what becomes of calls. */
final class Listeners {

    private static final HttpFilter FAULT = filter(RuleRoutes.FAULT, HTTPFault.getDefaultInstance());
    private static final HttpFilter CORS = filter(RuleRoutes.CORS, Cors.getDefaultInstance());
    private static final HttpFilter ROUTER = filter("envoy.filters.http.router", Router.getDefaultInstance());

    private Listeners() {}

    /** Of a host that the mesh knows. */
    static Listener routed(ClientKind client, String name, String routeName) {
        // Stock gRPC refuses a listener with a filter that it does not know.
        List<HttpFilter> filters = client == ClientKind.GRPC ? List.of(FAULT) : List.of(FAULT, CORS);
        return listener(
                name,
                filters,
                HttpConnectionManager.newBuilder()
                        .setRds(Rds.newBuilder().setConfigSource(Messages.ADS).setRouteConfigName(routeName)));
    }

    /** Of a host that it doesn't know: no route, and in the name of the routes whether the caller may go on without. */
    static Listener unknown(String name, OutboundTrafficPolicy policy) {
        String verdict = policy == OutboundTrafficPolicy.ALLOW_ANY ? "allow_any" : "block_all";
        return listener(
                name,
                List.of(FAULT),
                HttpConnectionManager.newBuilder()
                        .setRouteConfig(RouteConfiguration.newBuilder().setName(verdict)));
    }

    private static Listener listener(String name, List<HttpFilter> filters, HttpConnectionManager.Builder manager) {
        manager.setStatPrefix(name).addAllHttpFilters(filters).addHttpFilters(ROUTER);
        return Listener.newBuilder()
                .setName(name)
                .setApiListener(ApiListener.newBuilder().setApiListener(Any.pack(manager.build())))
                .build();
    }

    private static HttpFilter filter(String name, Message config) {
        return HttpFilter.newBuilder()
                .setName(name)
                .setTypedConfig(Any.pack(config))
                .build();
    }
}
