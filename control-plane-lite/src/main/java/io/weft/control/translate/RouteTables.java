package io.weft.control.translate;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.weft.control.config.Problem;
import io.weft.control.registry.Hosts;
import io.weft.control.registry.MeshService;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the route configurations, in the form of each kind of client. */
final class RouteTables {

    private final Rules rules;
    private final VirtualHosts hosts;

    RouteTables(Rules rules, VirtualHosts hosts) {
        this.rules = rules;
        this.hosts = hosts;
    }

    /** The name of the routes that a listener refers to: for gRPC as called, for its authority decides some routes. */
    static String name(ClientScope client, HostPort called, HostPort target) {
        return (client.kind() == ClientKind.GRPC ? called : target).toString();
    }

    /** By {@code host:port}, and for an Envoy also all hosts of a port by the number of the port. */
    Optional<RouteConfiguration> configuration(ClientScope client, String name) {
        if (client.kind() == ClientKind.ENVOY) {
            Optional<RouteConfiguration> all = HostPort.port(name).map(port -> ofPort(client, port));
            if (all.isPresent()) {
                return all;
            }
        }
        return HostPort.parse(name)
                .flatMap(called -> hosts.resolve(client, called).map(target -> virtualHost(client, called, target)))
                .map(host -> RouteConfiguration.newBuilder()
                        .setName(name)
                        .addVirtualHosts(host)
                        .build());
    }

    private VirtualHost virtualHost(ClientScope client, HostPort called, HostPort target) {
        List<Route> routes = hosts.routes(client, target);
        VirtualHost.Builder host = VirtualHost.newBuilder().setName(target.toString());
        return switch (client.kind()) {
            case WEFT -> host.addDomains("*").addAllRoutes(routes).build();
            case ENVOY ->
                host.addAllDomains(domains(client, target).toList())
                        .addAllRoutes(routes)
                        .setIncludeRequestAttemptCount(true)
                        .build();
            case GRPC ->
                host.addAllDomains(grpcDomains(client, target).toList())
                        .addAllRoutes(routes.stream()
                                .flatMap(new GrpcRoutes(called.toString())::adapt)
                                .toList())
                        .build();
        };
    }

    /** What stock gRPC clients can't carry out of the rules behind these routes. */
    List<Problem> unsupported(ClientScope client, String name) {
        return HostPort.parse(name)
                .flatMap(called -> hosts.resolve(client, called))
                .flatMap(target -> hosts.rule(client, target))
                .map(GrpcProblems::of)
                .orElse(List.of());
    }

    private RouteConfiguration ofPort(ClientScope client, int port) {
        RouteConfiguration.Builder routes =
                RouteConfiguration.newBuilder().setName(Integer.toString(port)).setIgnorePortInHostMatching(true);
        for (MeshService service : rules.services().visibleTo(client.namespace())) {
            service.port(port).filter(found -> found.protocol().isHttp()).ifPresent(found -> {
                HostPort target = new HostPort(service.host(), port);
                routes.addVirtualHosts(virtualHost(client, target, target));
            });
        }
        return routes.build();
    }

    private static Stream<String> domains(ClientScope client, HostPort target) {
        return Hosts.domains(target.host(), client.namespace()).stream();
    }

    /** With and without the port; never with a trailing dot, on which gRPC breaks. */
    private static Stream<String> grpcDomains(ClientScope client, HostPort target) {
        return domains(client, target).flatMap(domain -> Stream.of(domain, domain + ":" + target.port()));
    }
}
