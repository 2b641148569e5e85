package io.weft.control.translate;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.weft.control.registry.Registry;
import io.weft.control.registry.ServiceEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clusters of one version of the rules, with the endpoints that are registered now. */
final class ClusterTable {

    private final Rules rules;
    private final Registry registry;
    private final Clusters clusters;

    ClusterTable(Rules rules, Registry registry) {
        this.rules = rules;
        this.registry = registry;
        this.clusters = new Clusters(rules);
    }

    Optional<Cluster> cluster(ClientScope client, String name) {
        return clusters.cluster(client, name);
    }

    /** Where a cluster's endpoints are; empty if there is no such cluster. */
    Optional<ClusterLoadAssignment> assignment(ClientScope client, String name) {
        return clusters.source(client, name)
                .map(source -> Assignments.of(
                        name,
                        new Localities(client, source.localities())
                                .arrange(endpoints(client, source), () -> peers(client))));
    }

    private List<ServiceEndpoint> endpoints(ClientScope client, Clusters.Source source) {
        List<ServiceEndpoint> endpoints =
                rules.services().endpoints(source.service(), source.port(), source.labels(), registry);
        // gRPC refuses a whole assignment for one address that is a name.
        return client.kind() == ClientKind.GRPC
                ? endpoints.stream().filter(DnsClusters::isIp).toList()
                : endpoints;
    }

    /** What stands behind the first service that the client is an endpoint of. */
    private List<ServiceEndpoint> peers(ClientScope client) {
        return rules.services()
                .selecting(client.namespace(), client.labels())
                .map(service ->
                        rules.services().endpoints(service, service.ports().get(0), Map.of(), registry))
                .orElse(List.of());
    }
}
