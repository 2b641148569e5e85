package io.weft.control.translate;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.TrafficGuard;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The TrafficGuards by namespace and host. Immutable. */
final class TrafficGuards {

    private final String rootNamespace;
    private final Map<String, HostTable<List<ConfigObject<TrafficGuard>>>> byNamespace = new HashMap<>();
    private final List<ConfigObject<TrafficGuard>> ofWorkloads = new ArrayList<>();

    private TrafficGuards(String rootNamespace) {
        this.rootNamespace = rootNamespace;
    }

    static TrafficGuards of(List<ConfigObject<TrafficGuard>> objects, MeshConfig mesh) {
        TrafficGuards guards = new TrafficGuards(mesh.rootNamespace());
        objects.forEach(object -> guards.add(object, mesh));
        return guards;
    }

    private void add(ConfigObject<TrafficGuard> object, MeshConfig mesh) {
        String namespace = object.meta().namespace();
        object.spec()
                .host()
                .ifPresentOrElse(
                        host -> byNamespace
                                .computeIfAbsent(namespace, unused -> new HostTable<>())
                                .at(mesh.fqdn(host, namespace), ArrayList::new)
                                .add(object),
                        () -> ofWorkloads.add(object));
    }

    /**
     * The guard of a client's calls to a service, or to a subset of it. Looked for where a DestinationRule is: in the
     * client's namespace, in the service's, in the root namespace; in each of them a subset's own guard goes first, and
     * a host's before a wildcard's.
     */
    Optional<ConfigObject<TrafficGuard>> find(ClientScope client, MeshService service, String subset) {
        return Stream.of(client.namespace(), service.namespace(), rootNamespace)
                .flatMap(namespace -> Stream.ofNullable(byNamespace.get(namespace)))
                .flatMap(table -> table.concerning(service.host()))
                .flatMap(guards -> of(guards, subset).stream())
                .filter(guard -> sees(client, guard))
                .findFirst();
    }

    private static Optional<ConfigObject<TrafficGuard>> of(List<ConfigObject<TrafficGuard>> guards, String subset) {
        return Stream.of(subset, "")
                .flatMap(name ->
                        guards.stream().filter(guard -> guard.spec().subset().equals(name)))
                .findFirst();
    }

    private static boolean sees(ClientScope client, ConfigObject<TrafficGuard> guard) {
        return Visibility.of(guard.spec().exportTo(), guard.meta().namespace()).includes(client.namespace());
    }

    /** The guards that select a workload, oldest first; those of the root namespace are for all namespaces. */
    List<ConfigObject<TrafficGuard>> selecting(ClientScope workload) {
        return ofWorkloads.stream()
                .filter(guard -> guard.meta().namespace().equals(workload.namespace())
                        || guard.meta().namespace().equals(rootNamespace))
                .filter(guard -> workload.matches(guard.spec().workloadSelector()))
                .toList();
    }
}
