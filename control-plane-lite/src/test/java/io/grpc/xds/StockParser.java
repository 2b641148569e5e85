package io.grpc.xds;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.InsecureChannelCredentials;
import io.grpc.xds.client.Bootstrapper.BootstrapInfo;
import io.grpc.xds.client.Bootstrapper.ServerInfo;
import io.grpc.xds.client.EnvoyProtoData.Node;
import io.grpc.xds.client.XdsResourceType.Args;
import io.grpc.xds.client.XdsResourceType.ResourceInvalidException;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.Listener;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.List;

/** Stock gRPC's own judgement on resources; in its package, for its parsers are not public. */
public final class StockParser {

    private static final ServerInfo SERVER = ServerInfo.create("control-plane", InsecureChannelCredentials.create());
    private static final Args ARGS = new Args(
            SERVER,
            "1",
            "1",
            BootstrapInfo.builder()
                    .servers(List.of(SERVER))
                    .node(Node.newBuilder().setId("test").build())
                    .build(),
            null,
            null);

    private StockParser() {}

    /** What gRPC says against a resource; empty if it accepts it. */
    public static String objection(String typeUrl, byte[] resource) {
        try {
            parse(typeUrl.substring(typeUrl.lastIndexOf('.') + 1), resource);
            return "";
        } catch (ResourceInvalidException | InvalidProtocolBufferException refused) {
            return refused.toString();
        }
    }

    private static void parse(String type, byte[] resource)
            throws ResourceInvalidException, InvalidProtocolBufferException {
        switch (type) {
            case "Listener" -> XdsListenerResource.getInstance().doParse(ARGS, Listener.parseFrom(resource));
            case "RouteConfiguration" ->
                XdsRouteConfigureResource.getInstance().doParse(ARGS, RouteConfiguration.parseFrom(resource));
            case "Cluster" -> XdsClusterResource.getInstance().doParse(ARGS, Cluster.parseFrom(resource));
            case "ClusterLoadAssignment" ->
                XdsEndpointResource.getInstance().doParse(ARGS, ClusterLoadAssignment.parseFrom(resource));
            default -> throw new IllegalArgumentException(type);
        }
    }
}
