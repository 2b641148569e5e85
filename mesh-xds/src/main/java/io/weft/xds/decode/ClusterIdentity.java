package io.weft.xds.decode;

import com.google.protobuf.Struct;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.util.Optional;

/** Which service and subset a cluster stands for: what Istio's metadata says, else what its name says. */
record ClusterIdentity(String service, String subset) {

    static ClusterIdentity of(Cluster cluster) {
        // direction|port|subset|host
        String[] parts = cluster.getName().split("\\|", 4);
        boolean istio = parts.length == 4;
        return new ClusterIdentity(
                host(cluster).orElse(istio ? parts[3] : cluster.getName()),
                Values.metadata(cluster.getMetadata(), "istio", "subset").orElse(istio ? parts[2] : ""));
    }

    private static Optional<String> host(Cluster cluster) {
        return Optional.ofNullable(cluster.getMetadata().getFilterMetadataMap().get("istio"))
                .map(Struct::getFieldsMap)
                .map(fields -> fields.get("services"))
                .flatMap(services ->
                        services.getListValue().getValuesList().stream().findFirst())
                .map(service -> service.getStructValue().getFieldsMap().get("host"))
                .map(host -> host.getStringValue())
                .filter(host -> !host.isEmpty());
    }
}
