package io.weft.xds;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.UInt32Value;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.Address;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.ApiListener;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.Listener;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.Route;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.grpc.xds.shaded.io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;

/** The smallest useful message of each kind. */
public final class Messages {

    private Messages() {}

    public static Listener listener(String name, String routes) {
        return listener(
                name,
                HttpConnectionManager.newBuilder()
                        .setRds(Rds.newBuilder().setRouteConfigName(routes))
                        .build());
    }

    /** What stands for a host outside the registry. */
    public static Listener placeholder(String name, String kind) {
        return listener(
                name,
                HttpConnectionManager.newBuilder()
                        .setRouteConfig(RouteConfiguration.newBuilder().setName(kind))
                        .build());
    }

    public static Listener listener(String name, HttpConnectionManager http) {
        return Listener.newBuilder()
                .setName(name)
                .setApiListener(ApiListener.newBuilder().setApiListener(Any.pack(http)))
                .build();
    }

    /** One route to each of the clusters. */
    public static RouteConfiguration routes(String name, String... clusters) {
        VirtualHost.Builder host = VirtualHost.newBuilder().setName(name).addDomains("*");
        for (String cluster : clusters) {
            host.addRoutes(Route.newBuilder()
                    .setName("to-" + cluster)
                    .setMatch(RouteMatch.newBuilder().setPrefix("/"))
                    .setRoute(RouteAction.newBuilder().setCluster(cluster)));
        }
        return RouteConfiguration.newBuilder()
                .setName(name)
                .addVirtualHosts(host)
                .setValidateClusters(BoolValue.of(false))
                .build();
    }

    public static Cluster cluster(String name) {
        return Cluster.newBuilder()
                .setName(name)
                .setType(Cluster.DiscoveryType.EDS)
                .build();
    }

    public static ClusterLoadAssignment endpoints(String cluster, int... ports) {
        LocalityLbEndpoints.Builder group = LocalityLbEndpoints.newBuilder().setLoadBalancingWeight(UInt32Value.of(1));
        for (int port : ports) {
            group.addLbEndpoints(LbEndpoint.newBuilder().setEndpoint(endpoint("127.0.0.1", port)));
        }
        return ClusterLoadAssignment.newBuilder()
                .setClusterName(cluster)
                .addEndpoints(group)
                .build();
    }

    public static Endpoint endpoint(String host, int port) {
        return Endpoint.newBuilder()
                .setAddress(Address.newBuilder()
                        .setSocketAddress(
                                SocketAddress.newBuilder().setAddress(host).setPortValue(port)))
                .build();
    }
}
