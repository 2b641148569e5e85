package io.weft.control.translate;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.weft.control.config.Problem;
import io.weft.control.registry.Registry;
import io.weft.control.registry.ServiceEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What clients are told at one moment. Immutable; resources are made when they are asked for, and not kept. */
public final class MeshView {

    private final Rules rules;
    private final Registry registry;
    private final Clusters clusters;
    private final VirtualHosts hosts;
    private final RouteTables routes;

    MeshView(Rules rules, Registry registry) {
        this.rules = rules;
        this.registry = registry;
        this.clusters = new Clusters(rules);
        this.hosts = new VirtualHosts(rules);
        this.routes = new RouteTables(rules, hosts);
    }

    /**
     * A resource as a client is to see it; empty if there is none of that name. Listeners of any {@code host:port} and
     * assignments of any name are there: a host that the mesh doesn't know has a listener without routes, an unknown
     * cluster no endpoints.
     */
    public Optional<Message> resource(ClientScope client, ResourceType type, String name) {
        return switch (type) {
            case LDS -> HostPort.parse(name).map(called -> listener(client, name, called));
            case RDS -> routes.configuration(client, name).map(Message.class::cast);
            case CDS -> cluster(client, name).map(Message.class::cast);
            case EDS -> Optional.of(assignment(client, name));
        };
    }

    /** The names that a client gets which asks for all; only an Envoy does. */
    public Set<String> names(ClientScope client, ResourceType type) {
        return client.kind() == ClientKind.ENVOY ? new EnvoyNames(rules).of(client, type) : Set.of();
    }

    /** What is wrong with the configuration as a whole: references that lead nowhere. */
    public List<Problem> problems() {
        return rules.problems();
    }

    /** What a client that asks for these routes can't carry out of them. */
    public List<Problem> problems(ClientScope client, String routeName) {
        return client.kind() == ClientKind.GRPC ? routes.unsupported(client, routeName) : List.of();
    }

    Rules rules() {
        return rules;
    }

    /** A stock gRPC channel stands still for 15 s if one cluster of its routes does not exist: it gets an empty one. */
    private Optional<Cluster> cluster(ClientScope client, String name) {
        Optional<Cluster> known = clusters.cluster(client, name);
        return client.kind() == ClientKind.GRPC ? known.or(() -> Optional.of(GrpcClusters.empty(name))) : known;
    }

    private Listener listener(ClientScope client, String name, HostPort called) {
        return hosts.resolve(client, called)
                .map(target -> Listeners.routed(client.kind(), name, RouteTables.name(client, called, target)))
                .orElseGet(() -> Listeners.unknown(name, rules.sidecars().outboundTrafficPolicy(client)));
    }

    private ClusterLoadAssignment assignment(ClientScope client, String name) {
        return Assignments.of(
                name,
                clusters.source(client, name)
                        .map(source -> new Localities(client, source.localities())
                                .arrange(endpoints(client, source), () -> peers(client)))
                        .orElse(List.of()));
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
