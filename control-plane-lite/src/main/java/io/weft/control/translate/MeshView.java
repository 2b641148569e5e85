package io.weft.control.translate;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.weft.control.config.Problem;
import io.weft.control.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What clients are told at one moment. Immutable; resources are made when they are asked for, and not kept.
 *
 * <p>A cluster that is gone from the rules is still told of for a while. A client asks for the clusters of its routes
 * one round trip after it got the routes; when rules change as fast as that, it would hear that there is no such
 * cluster, and its calls would fail for no fault of the rules.
 */
public final class MeshView {

    /** Clusters of so many earlier versions are kept. */
    private static final int MOST_FORMER = 32;

    private final Rules rules;
    private final List<Rules> former;
    private final List<ClusterTable> clusters;
    private final VirtualHosts hosts;
    private final RouteTables routes;

    /** @param former earlier versions of the rules, newest first */
    MeshView(Rules rules, List<Rules> former, Registry registry) {
        this.rules = rules;
        this.former = former;
        this.clusters = Stream.concat(Stream.of(rules), former.stream())
                .map(version -> new ClusterTable(version, registry))
                .toList();
        this.hosts = new VirtualHosts(rules);
        this.routes = new RouteTables(rules, hosts);
    }

    /** The same rules over other workloads. */
    MeshView with(Registry registry) {
        return new MeshView(rules, former, registry);
    }

    /** What comes next, with other rules. */
    MeshView with(Rules next, Registry registry) {
        List<Rules> history = Stream.concat(Stream.of(rules), former.stream())
                .limit(MOST_FORMER)
                .toList();
        return new MeshView(next, history, registry);
    }

    /** Without the clusters that only earlier versions of the rules know. */
    public MeshView settled(Registry registry) {
        return new MeshView(rules, List.of(), registry);
    }

    /** Whether it has clusters that only earlier versions of the rules may know. */
    public boolean isSettled() {
        return former.isEmpty();
    }

    /**
     * A resource as a client is to see it; empty if there is none of that name. Listeners of any {@code host:port} and
     * assignments of any name are there: a host that the mesh doesn't know has a listener without routes, an unknown
     * cluster no endpoints. Clusters of earlier rules have the endpoints of today.
     */
    public Optional<Message> resource(ClientScope client, ResourceType type, String name) {
        return switch (type) {
            case LDS ->
                name.equals(GuardMessages.INBOUND)
                        ? inbound(client)
                        : HostPort.parse(name).map(called -> listener(client, name, called));
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
        Optional<Cluster> known = clusters.stream()
                .flatMap(table -> table.cluster(client, name).stream())
                .findFirst();
        return client.kind() == ClientKind.GRPC ? known.or(() -> Optional.of(GrpcClusters.empty(name))) : known;
    }

    private Optional<Message> inbound(ClientScope client) {
        return client.kind() == ClientKind.WEFT
                ? Optional.of(GuardMessages.inbound(rules.guards().selecting(client)))
                : Optional.empty();
    }

    private Listener listener(ClientScope client, String name, HostPort called) {
        return hosts.resolve(client, called)
                .map(target -> Listeners.routed(client.kind(), name, RouteTables.name(client, called, target)))
                .orElseGet(() -> Listeners.unknown(name, rules.sidecars().outboundTrafficPolicy(client)));
    }

    private ClusterLoadAssignment assignment(ClientScope client, String name) {
        return clusters.stream()
                .flatMap(table -> table.assignment(client, name).stream())
                .findFirst()
                .orElseGet(() -> Assignments.of(name, List.of()));
    }
}
