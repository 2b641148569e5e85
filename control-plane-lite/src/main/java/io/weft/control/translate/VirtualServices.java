package io.weft.control.translate;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.MeshDefaults;
import io.weft.control.config.VirtualService;
import io.weft.control.registry.Visibility;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The VirtualServices that hold between workloads, by host. Immutable. */
final class VirtualServices {

    /**
     * One of them.
     *
     * @param hosts in full
     */
    record Entry(ConfigObject<VirtualService> object, List<String> hosts, Visibility visibility) {

        private static Entry of(ConfigObject<VirtualService> object, MeshConfig mesh) {
            String namespace = object.meta().namespace();
            return new Entry(
                    object,
                    object.spec().hosts().stream()
                            .map(host -> mesh.fqdn(host, namespace))
                            .toList(),
                    Visibility.of(
                            MeshDefaults.exportTo(
                                    object.spec().exportTo(), mesh.defaults().virtualServiceExportTo()),
                            namespace));
        }

        boolean names(String host) {
            return hosts.contains(host);
        }
    }

    private final HostTable<List<Entry>> table = new HostTable<>();

    private VirtualServices(List<Entry> entries) {
        for (Entry entry : entries) {
            for (String host : entry.hosts()) {
                table.at(host, ArrayList::new).add(entry);
            }
        }
    }

    /** Of all, oldest first, those that hold in the mesh. */
    static VirtualServices of(List<ConfigObject<VirtualService>> objects, MeshConfig mesh) {
        return new VirtualServices(objects.stream()
                .filter(object -> object.spec().inMesh())
                .map(object -> Entry.of(object, mesh))
                .toList());
    }

    /**
     * Those that may route a host for clients of a namespace, in the order in which they are tried. The first that has
     * a route for the client holds, alone: Istio doesn't merge between workloads.
     */
    List<Entry> concerning(String host, String clientNamespace) {
        return table.concerning(host)
                .map(entries -> visible(entries, clientNamespace))
                .filter(entries -> !entries.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<Entry> visible(List<Entry> entries, String clientNamespace) {
        return entries.stream()
                .filter(entry -> entry.visibility().includes(clientNamespace))
                .sorted(Comparator.comparing(entry -> entry.visibility().rank(clientNamespace)))
                .toList();
    }
}
