package io.weft.control.analyze;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.Destination;
import io.weft.control.config.HttpRoute;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.VirtualService;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.Services;
import java.util.List;
import java.util.stream.Collectors;

/** Destinations that name no port although their service has several. */
final class PortChoices {

    private final ConfigSnapshot config;
    private final Services services;

    PortChoices(ConfigSnapshot config, Services services) {
        this.config = config;
        this.services = services;
    }

    void check(List<Problem> problems) {
        for (ConfigObject<VirtualService> object : config.virtualServices()) {
            List<HttpRoute> rules = object.spec().http();
            for (int i = 0; i < rules.size(); i++) {
                for (int j = 0; j < rules.get(i).route().size(); j++) {
                    String path = "spec.http[" + i + "].route[" + j + "].destination";
                    check(object, rules.get(i).route().get(j).destination(), path, problems);
                }
            }
        }
    }

    private void check(
            ConfigObject<VirtualService> object, Destination destination, String path, List<Problem> problems) {
        String namespace = object.meta().namespace();
        services.find(config.mesh().fqdn(destination.host(), namespace), namespace)
                .filter(service ->
                        destination.port().isEmpty() && service.ports().size() > 1)
                .ifPresent(service -> problems.add(new Problem(
                        Severity.WARNING,
                        Codes.PORT_NOT_SELECTED,
                        destination.at(),
                        object.id().toString(),
                        path,
                        service.host() + " has the ports " + ports(service)
                                + "; name one in `port.number`, else the port of the call is used")));
    }

    private static String ports(MeshService service) {
        return service.ports().stream()
                .map(port -> String.valueOf(port.number()))
                .collect(Collectors.joining(", "));
    }
}
