package io.weft.xds.decode;

import com.google.protobuf.Struct;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.weft.model.Address;
import io.weft.model.Endpoint;
import io.weft.model.Locality;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Envoy's ClusterLoadAssignment: the endpoints that may be called. */
final class LoadAssignmentDecoder {

    private LoadAssignmentDecoder() {}

    static Resource decode(ClusterLoadAssignment assignment) {
        return new Resource.LoadAssignment(
                assignment.getClusterName(), endpoints(assignment, Field.ROOT), localities(assignment));
    }

    static List<Endpoint> endpoints(ClusterLoadAssignment assignment, Field at) {
        // An address is an endpoint's identity; of two that share it the first counts.
        Map<Address, Endpoint> endpoints = new LinkedHashMap<>();
        for (int i = 0; i < assignment.getEndpointsCount(); i++) {
            LocalityLbEndpoints group = assignment.getEndpoints(i);
            for (int j = 0; j < group.getLbEndpointsCount(); j++) {
                LbEndpoint endpoint = group.getLbEndpoints(j);
                if (mayBeCalled(endpoint)) {
                    Field place = at.in("endpoints", i).in("lb_endpoints", j);
                    Endpoint decoded = endpoint(endpoint, group, place);
                    endpoints.putIfAbsent(decoded.address(), decoded);
                }
            }
        }
        return List.copyOf(endpoints.values());
    }

    /** The weights that are set; of a locality that comes in several priorities, that of the first. */
    static Map<Locality, Integer> localities(ClusterLoadAssignment assignment) {
        Map<Locality, Integer> weights = new LinkedHashMap<>();
        for (LocalityLbEndpoints group : assignment.getEndpointsList()) {
            int weight = Values.orElse(group.hasLoadBalancingWeight(), group.getLoadBalancingWeight(), 0);
            if (weight > 0) {
                weights.putIfAbsent(locality(group), weight);
            }
        }
        return weights;
    }

    private static boolean mayBeCalled(LbEndpoint endpoint) {
        return switch (endpoint.getHealthStatus()) {
            case UNKNOWN, HEALTHY, DEGRADED -> true;
            case UNHEALTHY, DRAINING, TIMEOUT, UNRECOGNIZED -> false;
        };
    }

    private static Endpoint endpoint(LbEndpoint endpoint, LocalityLbEndpoints group, Field at) {
        Field socket = at.in("endpoint.address.socket_address");
        int weight = Values.orElse(endpoint.hasLoadBalancingWeight(), endpoint.getLoadBalancingWeight(), 1);
        if (weight < 1) {
            throw at.in("load_balancing_weight").malformed("must be at least 1");
        }
        return new Endpoint(
                address(endpoint.getEndpoint().getAddress().getSocketAddress(), socket),
                weight,
                group.getPriority(),
                locality(group),
                labels(endpoint));
    }

    private static Locality locality(LocalityLbEndpoints group) {
        return new Locality(
                group.getLocality().getRegion(),
                group.getLocality().getZone(),
                group.getLocality().getSubZone());
    }

    private static Address address(SocketAddress socket, Field at) {
        if (socket.getAddress().isEmpty()) {
            throw at.in("address").malformed("is empty");
        }
        if (socket.getPortValue() < 1 || socket.getPortValue() > 65_535) {
            throw at.in("port_value").malformed("is " + socket.getPortValue());
        }
        return new Address(socket.getAddress(), socket.getPortValue());
    }

    private static Map<String, String> labels(LbEndpoint endpoint) {
        Struct weft = endpoint.getMetadata().getFilterMetadataOrDefault("weft", Struct.getDefaultInstance());
        return weft.getFieldsMap().containsKey("labels")
                ? weft.getFieldsOrThrow("labels").getStructValue().getFieldsMap().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, label -> label.getValue().getStringValue()))
                : Map.of();
    }
}
