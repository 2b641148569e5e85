package io.weft.control.translate;

import io.weft.control.config.DestinationRule.Subset;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.ServicePort;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of all resources of a type that an Envoy may want. Its listeners are not made yet. */
final class EnvoyNames {

    private final Rules rules;

    EnvoyNames(Rules rules) {
        this.rules = rules;
    }

    Set<String> of(ClientScope client, ResourceType type) {
        Stream<String> names = switch (type) {
            case CDS, EDS -> services(client).flatMap(service -> clusters(client, service));
            case RDS ->
                services(client)
                        .flatMap(service -> service.ports().stream())
                        .filter(port -> port.protocol().isHttp())
                        .map(port -> Integer.toString(port.number()));
            case LDS -> Stream.empty();
        };
        return Collections.unmodifiableSortedSet(names.collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
    }

    private Stream<MeshService> services(ClientScope client) {
        Reach reach = rules.sidecars().reach(client);
        return rules.services().visibleTo(client.namespace()).stream()
                .filter(service -> service.ports().stream()
                        .anyMatch(port -> reach.includes(service.host(), service.namespace(), port.number())));
    }

    private Stream<String> clusters(ClientScope client, MeshService service) {
        Stream<String> subsets = rules.destinationRules().find(client, service).stream()
                .flatMap(rule -> rule.object().spec().subsets().stream())
                .map(Subset::name);
        return Stream.concat(Stream.of(""), subsets)
                .flatMap(subset -> service.ports().stream()
                        .map(ServicePort::number)
                        .map(port -> new ClusterName(port, subset, service.host()).toString()));
    }
}
