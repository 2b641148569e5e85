package io.weft.control.analyze;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.DestinationRule;
import io.weft.control.config.Position;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.schema.Nearest;
import io.weft.control.registry.Hosts;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.Registry;
import io.weft.control.registry.ServicePort;
import io.weft.control.registry.Services;
import java.util.List;
import java.util.Optional;

/** DestinationRules for hosts that do not exist, and subsets that nobody is in. */
final class RuleHosts {

    private final ConfigSnapshot config;
    private final Services services;
    private final Registry registry;

    RuleHosts(ConfigSnapshot config, Services services, Registry registry) {
        this.config = config;
        this.services = services;
        this.registry = registry;
    }

    void check(List<Problem> problems) {
        for (ConfigObject<DestinationRule> object : config.destinationRules()) {
            String namespace = object.meta().namespace();
            String host = config.mesh().fqdn(object.spec().host(), namespace);
            if (Hosts.isWildcard(host)) {
                continue;
            }
            Optional<MeshService> service = services.find(host, namespace);
            if (service.isEmpty() && !services.knows(host)) {
                List<String> known = services.visibleTo(namespace).stream()
                        .map(MeshService::host)
                        .toList();
                problems.add(problem(
                        object,
                        Severity.WARNING,
                        Codes.UNKNOWN_HOST,
                        object.position(),
                        "spec.host",
                        "no service has the host " + host + Nearest.hint(host, known)));
            } else if (service.isPresent() && !registry.workloads().isEmpty()) {
                subsets(object, service.get(), problems);
            }
        }
    }

    private void subsets(ConfigObject<DestinationRule> object, MeshService service, List<Problem> problems) {
        List<DestinationRule.Subset> subsets = object.spec().subsets();
        Optional<ServicePort> port = service.ports().stream().findFirst();
        for (int i = 0; i < subsets.size() && port.isPresent(); i++) {
            DestinationRule.Subset subset = subsets.get(i);
            if (services.endpoints(service, port.get(), subset.labels(), registry)
                    .isEmpty()) {
                problems.add(problem(
                        object,
                        Severity.INFO,
                        Codes.EMPTY_SUBSET,
                        subset.at(),
                        "spec.subsets[" + i + "]",
                        "no workload of " + service.host() + " has the labels " + subset.labels()));
            }
        }
    }

    private static Problem problem(
            ConfigObject<DestinationRule> object,
            Severity severity,
            String code,
            Position at,
            String path,
            String message) {
        return new Problem(severity, code, at, object.id().toString(), path, message);
    }
}
