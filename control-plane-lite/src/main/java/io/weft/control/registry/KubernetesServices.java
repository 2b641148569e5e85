package io.weft.control.registry;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.MeshDefaults;
import io.weft.control.config.Service;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads Kubernetes Services as services of the mesh. */
final class KubernetesServices {

    /** Istio's exportTo of a Service, which has no such field. */
    private static final String EXPORT_TO = "networking.istio.io/exportTo";

    private KubernetesServices() {}

    static MeshService read(ConfigObject<Service> object, MeshConfig mesh) {
        String name = object.meta().name();
        String namespace = object.meta().namespace();
        Service service = object.spec();
        Optional<String> elsewhere = service.externalName();
        return new MeshService(
                mesh.serviceHost(name, namespace),
                name,
                namespace,
                MeshService.Origin.KUBERNETES,
                service.ports().stream().map(KubernetesServices::port).toList(),
                elsewhere.isPresent() ? MeshService.Resolution.DNS : MeshService.Resolution.STATIC,
                service.selector(),
                elsewhere.map(host -> List.of(Services.named(host, namespace))).orElse(List.of()),
                Visibility.of(
                        MeshDefaults.exportTo(
                                exportTo(object.meta().annotations()),
                                mesh.defaults().serviceExportTo()),
                        namespace),
                elsewhere.isPresent(),
                List.of());
    }

    private static List<String> exportTo(Map<String, String> annotations) {
        return Arrays.stream(annotations.getOrDefault(EXPORT_TO, "").split(","))
                .map(String::strip)
                .filter(namespace -> !namespace.isEmpty())
                .toList();
    }

    private static ServicePort port(Service.Port port) {
        String target = port.targetPort().orElse("");
        boolean numeric = !target.isEmpty() && target.chars().allMatch(Character::isDigit);
        return new ServicePort(
                port.port(),
                port.name(),
                Protocol.ofKubernetes(port.name(), port.appProtocol(), port.protocol()),
                numeric ? OptionalInt.of(Integer.parseInt(target)) : OptionalInt.empty(),
                numeric ? "" : target);
    }
}
