package io.weft.control.registry;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.MeshDefaults;
import io.weft.control.config.ServiceEntry;
import io.weft.control.config.WorkloadEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads ServiceEntry and WorkloadEntry objects. */
final class ServiceEntries {

    private ServiceEntries() {}

    /** A service for each host. */
    static Stream<MeshService> read(ConfigObject<ServiceEntry> object, MeshDefaults mesh) {
        ServiceEntry entry = object.spec();
        String name = object.meta().name();
        String namespace = object.meta().namespace();
        List<ServicePort> ports =
                entry.ports().stream().map(ServiceEntries::port).toList();
        List<Workload> endpoints = IntStream.range(0, entry.endpoints().size())
                .mapToObj(index -> workload(
                        name + "-" + index, namespace, entry.endpoints().get(index)))
                .toList();
        return entry.hosts().stream()
                .map(host -> new MeshService(
                        host.toLowerCase(Locale.ROOT),
                        name,
                        namespace,
                        MeshService.Origin.SERVICE_ENTRY,
                        ports,
                        resolution(entry.resolution()),
                        entry.workloadSelector().orElse(Map.of()),
                        endpoints,
                        Visibility.of(MeshDefaults.exportTo(entry.exportTo(), mesh.serviceExportTo()), namespace),
                        entry.location() == ServiceEntry.Location.MESH_EXTERNAL,
                        entry.subjectAltNames()));
    }

    /** An entry is always ready. */
    static Workload workload(String name, String namespace, WorkloadEntry entry) {
        return new Workload(
                name,
                namespace,
                entry.serviceAccount().orElse(""),
                entry.address(),
                entry.labels(),
                entry.ports(),
                entry.locality().map(Locality::parse).orElse(Locality.UNKNOWN),
                entry.weight(),
                entry.network().orElse(""),
                Workload.State.READY);
    }

    private static ServicePort port(ServiceEntry.Port port) {
        return new ServicePort(port.number(), port.name(), Protocol.parse(port.protocol()), port.targetPort(), "");
    }

    private static MeshService.Resolution resolution(ServiceEntry.Resolution resolution) {
        return switch (resolution) {
            case STATIC -> MeshService.Resolution.STATIC;
            case DNS, DYNAMIC_DNS -> MeshService.Resolution.DNS;
            case DNS_ROUND_ROBIN -> MeshService.Resolution.DNS_ROUND_ROBIN;
            case NONE -> MeshService.Resolution.NONE;
        };
    }
}
