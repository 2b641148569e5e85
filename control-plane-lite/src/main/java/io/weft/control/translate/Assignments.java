package io.weft.control.translate;

import static io.weft.control.translate.Messages.struct;
import static io.weft.control.translate.Messages.text;
import static io.weft.control.translate.Messages.uint32;

import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.weft.control.registry.Locality;
import io.weft.control.registry.ServiceEndpoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the ClusterLoadAssignment of a cluster. */
final class Assignments {

    private Assignments() {}

    static ClusterLoadAssignment of(String cluster, List<LocalityGroup> groups) {
        return ClusterLoadAssignment.newBuilder()
                .setClusterName(cluster)
                .addAllEndpoints(groups.stream().map(Assignments::group).toList())
                .build();
    }

    private static LocalityLbEndpoints group(LocalityGroup group) {
        Locality locality = group.locality();
        return LocalityLbEndpoints.newBuilder()
                .setLocality(io.envoyproxy.envoy.config.core.v3.Locality.newBuilder()
                        .setRegion(locality.region())
                        .setZone(locality.zone())
                        .setSubZone(locality.subZone()))
                .setPriority(group.priority())
                .setLoadBalancingWeight(uint32(group.weight()))
                .addAllLbEndpoints(
                        group.members().stream().map(Assignments::endpoint).toList())
                .build();
    }

    private static LbEndpoint endpoint(ServiceEndpoint endpoint) {
        LbEndpoint.Builder member = LbEndpoint.newBuilder()
                .setEndpoint(Endpoint.newBuilder()
                        .setAddress(Address.newBuilder()
                                .setSocketAddress(SocketAddress.newBuilder()
                                        .setAddress(endpoint.address())
                                        .setPortValue(endpoint.port()))))
                .setHealthStatus(endpoint.draining() ? HealthStatus.DRAINING : HealthStatus.HEALTHY)
                .setLoadBalancingWeight(uint32(endpoint.weight()));
        if (!endpoint.labels().isEmpty()) {
            member.setMetadata(labels(endpoint.labels()));
        }
        return member.build();
    }

    private static Metadata labels(Map<String, String> labels) {
        Map<String, Value> values = new TreeMap<>();
        labels.forEach((name, value) -> values.put(name, text(value)));
        Value all = Value.newBuilder().setStructValue(struct(values)).build();
        return Metadata.newBuilder()
                .putFilterMetadata("weft", struct(Map.of("labels", all)))
                .build();
    }
}
