package io.weft.control.registry;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.weft.control.config.ConfigSnapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All services of a configuration by host, and what finds the endpoints behind them. Immutable. */
public final class Services {

    private final Map<String, List<MeshService>> byHost;
    /** The longest first. */
    private final List<String> wildcards;

    private final Map<String, List<Workload>> entriesByNamespace;

    private Services(Map<String, List<MeshService>> byHost, Map<String, List<Workload>> entriesByNamespace) {
        this.byHost = byHost;
        this.wildcards = byHost.keySet().stream()
                .filter(Hosts::isWildcard)
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(host -> host))
                .toList();
        this.entriesByNamespace = entriesByNamespace;
    }

    public static Services of(ConfigSnapshot config) {
        Stream<MeshService> kubernetes =
                config.services().stream().map(object -> KubernetesServices.read(object, config.mesh()));
        Stream<MeshService> entries = config.serviceEntries().stream()
                .flatMap(object -> ServiceEntries.read(object, config.mesh().defaults()));
        return new Services(
                Stream.concat(kubernetes, entries).collect(groupingBy(MeshService::host, LinkedHashMap::new, toList())),
                config.workloadEntries().stream()
                        .collect(groupingBy(
                                object -> object.meta().namespace(),
                                mapping(
                                        object -> ServiceEntries.workload(
                                                object.meta().name(),
                                                object.meta().namespace(),
                                                object.spec()),
                                        toList()))));
    }

    /**
     * The service of that full name that clients of a namespace see. Of several, Kubernetes' own comes first, then
     * what is private to the namespace, what is exported to it, and the oldest.
     */
    public Optional<MeshService> find(String host, String clientNamespace) {
        return find(host, clientNamespace, service -> true);
    }

    /**
     * The same among those that pass a test. A ServiceEntry's wildcard stands for a service of each name that it takes
     * in and that has no service of its own; the longest wildcard counts.
     */
    public Optional<MeshService> find(String host, String clientNamespace, Predicate<MeshService> test) {
        return best(byHost.getOrDefault(host, List.of()), clientNamespace, test)
                .or(() -> wildcards.stream()
                        .filter(wildcard -> !Hosts.isWildcard(host) && Hosts.within(host, wildcard))
                        .flatMap(wildcard ->
                                best(byHost.getOrDefault(wildcard, List.of()), clientNamespace, test).stream())
                        .findFirst()
                        .map(service -> service.at(host)));
    }

    private static Optional<MeshService> best(
            List<MeshService> services, String clientNamespace, Predicate<MeshService> test) {
        return services.stream()
                .filter(service -> service.visibility().includes(clientNamespace) && test.test(service))
                .min(Comparator.comparing(MeshService::origin)
                        .thenComparing(service -> service.visibility().rank(clientNamespace)));
    }

    /** Whether there is a service of that full name at all. */
    public boolean knows(String host) {
        return byHost.containsKey(host);
    }

    /** All services that clients of a namespace see, each host once, in the order in which they came to be. */
    public Collection<MeshService> visibleTo(String clientNamespace) {
        return byHost.keySet().stream()
                .flatMap(host -> find(host, clientNamespace).stream())
                .toList();
    }

    /** The oldest service of a namespace behind which workloads with these labels stand. */
    public Optional<MeshService> selecting(String namespace, Map<String, String> labels) {
        return byHost.values().stream()
                .flatMap(List::stream)
                .filter(service -> service.namespace().equals(namespace)
                        && !service.ports().isEmpty()
                        && !service.selector().isEmpty()
                        && labels.entrySet().containsAll(service.selector().entrySet()))
                .findFirst();
    }

    /**
     * The addresses behind a port of a service. Workloads that are only starting are left out.
     *
     * @param labels of a subset; empty for all
     */
    public List<ServiceEndpoint> endpoints(
            MeshService service, ServicePort port, Map<String, String> labels, Registry registry) {
        Set<String> seen = new HashSet<>();
        return candidates(service, registry)
                .filter(workload -> workload.state() != Workload.State.STARTING)
                .filter(workload -> !workload.address().isEmpty() && workload.matches(labels))
                .map(workload -> ServiceEndpoint.of(workload, port))
                .filter(endpoint -> seen.add(endpoint.address() + " " + endpoint.port()))
                .toList();
    }

    private Stream<Workload> candidates(MeshService service, Registry registry) {
        if (!service.endpoints().isEmpty()) {
            return service.endpoints().stream();
        }
        if (!service.selector().isEmpty()) {
            Stream<Workload> entries = entriesByNamespace.getOrDefault(service.namespace(), List.of()).stream()
                    .filter(workload -> workload.matches(service.selector()));
            return Stream.concat(registry.matching(service.namespace(), service.selector()).stream(), entries);
        }
        boolean named = service.resolution() != MeshService.Resolution.STATIC && !Hosts.isWildcard(service.host());
        return named ? Stream.of(named(service.host(), service.namespace())) : Stream.empty();
    }

    /** What stands behind a DNS name. */
    static Workload named(String host, String namespace) {
        return new Workload(
                host, namespace, "", host, Map.of(), Map.of(), Locality.UNKNOWN, 1, "", Workload.State.READY);
    }
}
