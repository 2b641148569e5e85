package io.weft.control.translate;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.Arrays;
import java.util.Optional;

/** The xDS resources that are served, in the order in which a change of several may be sent: make before break. */
public enum ResourceType {
    CDS(Cluster.getDefaultInstance()),
    EDS(ClusterLoadAssignment.getDefaultInstance()),
    LDS(Listener.getDefaultInstance()),
    RDS(RouteConfiguration.getDefaultInstance());

    private final String typeUrl;

    ResourceType(Message message) {
        this.typeUrl = "type.googleapis.com/" + message.getDescriptorForType().getFullName();
    }

    public String typeUrl() {
        return typeUrl;
    }

    public static Optional<ResourceType> of(String typeUrl) {
        return Arrays.stream(values())
                .filter(type -> type.typeUrl.equals(typeUrl))
                .findFirst();
    }
}
