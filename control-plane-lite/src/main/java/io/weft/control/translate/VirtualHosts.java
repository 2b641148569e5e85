package io.weft.control.translate;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.VirtualService;
import io.weft.control.registry.Hosts;
import io.weft.control.registry.MeshService;
import io.weft.control.translate.VirtualServices.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what a client means by a host and port, and how calls to it are routed. */
final class VirtualHosts {

    private static final int HTTP_PORT = 80;

    private final Rules rules;

    VirtualHosts(Rules rules) {
        this.rules = rules;
    }

    /** What a caller's spelling stands for, in full; empty if the mesh doesn't know it. */
    Optional<HostPort> resolve(ClientScope client, HostPort called) {
        Optional<Entry> routed = entry(client, called);
        if (service(client, called).isPresent()
                || routed.filter(entry -> entry.names(called.host())).isPresent()) {
            return Optional.of(called);
        }
        return Hosts.candidates(called.host(), client.namespace(), rules.mesh().domain()).stream()
                .filter(host -> Hosts.domains(host, client.namespace()).contains(called.host()))
                .map(host -> new HostPort(host, called.port()))
                .filter(target -> service(client, target).isPresent())
                .findFirst()
                .or(() -> routed.map(byWildcard -> called));
    }

    /** The routes of a host, given in full: by the rule that holds, else the service's own. */
    List<Route> routes(ClientScope client, HostPort target) {
        return rule(client, target)
                .map(rule -> RuleRoutes.of(new RouteContext(rules, client, rule, target.port())))
                .or(() -> service(client, target)
                        .map(service -> List.of(RuleRoutes.plain(
                                new ClusterName(target.port(), "", target.host()),
                                HashPolicies.of(rules, client, service, target.port())))))
                .orElse(List.of());
    }

    /** The VirtualService that holds for calls to a host, given in full: the first that has a route for the client. */
    Optional<ConfigObject<VirtualService>> rule(ClientScope client, HostPort target) {
        return entry(client, target).map(Entry::object);
    }

    private Optional<Entry> entry(ClientScope client, HostPort target) {
        Optional<MeshService> service = service(client, target);
        boolean otherProtocol = service.flatMap(found -> found.port(target.port()))
                .filter(port -> !port.protocol().isHttp())
                .isPresent();
        return otherProtocol
                ? Optional.empty()
                : rules.virtualServices().concerning(target.host(), client.namespace()).stream()
                        .filter(entry -> withinReach(client, entry, target))
                        .filter(entry -> service.isPresent() || reaches(client, entry, target))
                        .filter(entry -> RuleRoutes.any(new RouteContext(rules, client, entry.object(), target.port())))
                        .findFirst();
    }

    /**
     * Whether a VirtualService routes a host that is no service on this port. Istio lets it where another of its hosts
     * is one, and on port 80 where none is on any port. A wildcard that takes services in takes in nothing else.
     */
    private boolean reaches(ClientScope client, Entry entry, HostPort target) {
        List<MeshService> services =
                entry.hosts().stream().flatMap(host -> services(client, host)).toList();
        boolean beside = services.stream()
                .flatMap(service -> service.port(target.port()).stream())
                .anyMatch(port -> port.protocol().isHttp());
        boolean named = entry.hosts().stream()
                .filter(host -> Hosts.within(target.host(), host))
                .anyMatch(host -> !Hosts.isWildcard(host)
                        || services(client, host).findAny().isEmpty());
        return named && (beside || (target.port() == HTTP_PORT && services.isEmpty()));
    }

    /** The services that a host of a VirtualService stands for. */
    private Stream<MeshService> services(ClientScope client, String host) {
        return Hosts.isWildcard(host)
                ? rules.services().visibleTo(client.namespace()).stream()
                        .filter(service -> Hosts.within(service.host(), host))
                : rules.services().find(host, client.namespace()).stream();
    }

    private Optional<MeshService> service(ClientScope client, HostPort target) {
        Reach reach = rules.sidecars().reach(client);
        return rules.services()
                .find(
                        target.host(),
                        client.namespace(),
                        service -> reach.includes(target.host(), service.namespace(), target.port()))
                .filter(service -> service.port(target.port()).isPresent());
    }

    private boolean withinReach(ClientScope client, Entry entry, HostPort target) {
        Reach reach = rules.sidecars().reach(client);
        String owner = entry.object().meta().namespace();
        return entry.hosts().stream().anyMatch(host -> reach.includes(host, owner, target.port()));
    }
}
