package io.weft.control.analyze;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.DestinationRule;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.TrafficGuard;
import io.weft.control.config.schema.Nearest;
import io.weft.control.registry.Hosts;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.Services;
import java.util.List;

/** TrafficGuards for hosts and subsets that do not exist. */
final class GuardHosts {

    private final ConfigSnapshot config;
    private final Services services;

    GuardHosts(ConfigSnapshot config, Services services) {
        this.config = config;
        this.services = services;
    }

    void check(List<Problem> problems) {
        for (ConfigObject<TrafficGuard> object : config.trafficGuards()) {
            object.spec()
                    .host()
                    .map(host -> config.mesh().fqdn(host, object.meta().namespace()))
                    .filter(host -> !Hosts.isWildcard(host))
                    .ifPresent(host -> check(object, host, problems));
        }
    }

    private void check(ConfigObject<TrafficGuard> object, String host, List<Problem> problems) {
        String subset = object.spec().subset();
        if (!services.knows(host)) {
            List<String> known = services.visibleTo(object.meta().namespace()).stream()
                    .map(MeshService::host)
                    .toList();
            String message = "no service has the host " + host + Nearest.hint(host, known);
            problems.add(problem(object, Codes.UNKNOWN_HOST, "spec.host", message));
        } else if (!subset.isEmpty() && !subsets(host).contains(subset)) {
            String message = "no DestinationRule defines the subset " + subset + " of " + host
                    + Nearest.hint(subset, subsets(host));
            problems.add(problem(object, Codes.REFERENCE_NOT_FOUND, "spec.subset", message));
        }
    }

    private List<String> subsets(String host) {
        return config.destinationRules().stream()
                .filter(rule -> Hosts.within(
                        host, config.mesh().fqdn(rule.spec().host(), rule.meta().namespace())))
                .flatMap(rule -> rule.spec().subsets().stream())
                .map(DestinationRule.Subset::name)
                .toList();
    }

    private static Problem problem(ConfigObject<TrafficGuard> object, String code, String path, String message) {
        return new Problem(
                Severity.WARNING, code, object.position(), object.id().toString(), path, message);
    }
}
