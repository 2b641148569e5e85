package io.weft.control.analyze;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.Kind;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.VirtualService;
import io.weft.control.config.schema.Nearest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** VirtualServices that are bound to gateways which do not exist. */
final class GatewayReferences {

    private final ConfigSnapshot config;
    private final Set<String> gateways;

    GatewayReferences(ConfigSnapshot config) {
        this.config = config;
        this.gateways = config.recognised(Kind.GATEWAY).stream()
                .map(gateway -> gateway.meta().qualifiedName())
                .collect(Collectors.toUnmodifiableSet());
    }

    void check(List<Problem> problems) {
        for (ConfigObject<VirtualService> object : config.virtualServices()) {
            List<String> names = object.spec().gateways();
            for (int i = 0; i < names.size(); i++) {
                String name = qualified(names.get(i), object.meta().namespace());
                if (!names.get(i).equals(VirtualService.MESH) && !gateways.contains(name)) {
                    problems.add(new Problem(
                            Severity.ERROR,
                            Codes.REFERENCE_NOT_FOUND,
                            object.position(),
                            object.id().toString(),
                            "spec.gateways[" + i + "]",
                            "there is no Gateway " + name + Nearest.hint(name, gateways)));
                }
            }
        }
    }

    /** {@code name}, {@code namespace/name}, or the older {@code name.namespace.svc…}. */
    private static String qualified(String gateway, String namespace) {
        if (gateway.contains("/")) {
            return gateway;
        }
        String[] parts = gateway.split("\\.");
        return parts.length > 1 ? parts[1] + "/" + parts[0] : namespace + "/" + gateway;
    }
}
