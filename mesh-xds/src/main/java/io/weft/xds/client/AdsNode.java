package io.weft.xds.client;

import io.grpc.xds.client.EnvoyProtoData;
import io.weft.model.Locality;
import java.util.Map;

/** Who asks (Envoy's Node, with Istio's metadata). */
public record AdsNode(String id, String namespace, Map<String, String> labels, Locality locality) {

    private static final String USER_AGENT = "weft";

    EnvoyProtoData.Node toNode() {
        return EnvoyProtoData.Node.newBuilder()
                .setId(id)
                .setCluster(labels.getOrDefault("app", ""))
                .setMetadata(Map.of("GENERATOR", USER_AGENT, "NAMESPACE", namespace, "LABELS", labels))
                .setLocality(io.grpc.xds.client.Locality.create(locality.region(), locality.zone(), locality.subZone()))
                .setUserAgentName(USER_AGENT)
                .addClientFeatures("envoy.lb.does_not_support_overprovisioning")
                .build();
    }
}
