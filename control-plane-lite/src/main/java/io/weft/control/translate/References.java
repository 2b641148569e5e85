package io.weft.control.translate;

import io.weft.control.config.Codes;
import io.weft.control.config.ConfigObject;
import io.weft.control.config.Destination;
import io.weft.control.config.HttpRoute;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.ObjectId;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import io.weft.control.config.VirtualService;
import io.weft.control.config.schema.Nearest;
import io.weft.control.registry.MeshService;
import io.weft.control.registry.ServicePort;
import io.weft.control.registry.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes before it breaks: a rule whose destination doesn't exist gives way to its previous version, if that one still
 * leads somewhere.
 */
final class References {

    private final MeshConfig mesh;
    private final Services services;
    private final DestinationRules destinationRules;

    References(MeshConfig mesh, Services services, DestinationRules destinationRules) {
        this.mesh = mesh;
        this.services = services;
        this.destinationRules = destinationRules;
    }

    /** The VirtualServices to go by, and what is missing. */
    record Checked(List<ConfigObject<VirtualService>> inForce, List<Problem> problems) {}

    /** @param previous what was in force until now */
    Checked check(List<ConfigObject<VirtualService>> objects, List<ConfigObject<VirtualService>> previous) {
        Map<ObjectId, ConfigObject<VirtualService>> before =
                previous.stream().collect(Collectors.toMap(ConfigObject::id, Function.identity()));
        List<Problem> problems = new ArrayList<>();
        List<ConfigObject<VirtualService>> inForce = objects.stream()
                .map(object -> check(object, Optional.ofNullable(before.get(object.id())), problems))
                .toList();
        return new Checked(inForce, List.copyOf(problems));
    }

    private ConfigObject<VirtualService> check(
            ConfigObject<VirtualService> object,
            Optional<ConfigObject<VirtualService>> before,
            List<Problem> problems) {
        List<HttpRoute> rules = object.spec().http();
        List<HttpRoute> inForce = new ArrayList<>(rules.size());
        boolean whole = true;
        for (int i = 0; i < rules.size(); i++) {
            HttpRoute rule = rules.get(i);
            List<Problem> missing = missing(object, rule, "spec.http[" + i + "]");
            problems.addAll(missing);
            problems.addAll(mirrors(object, rule, "spec.http[" + i + "]"));
            Optional<HttpRoute> stays = missing.isEmpty()
                    ? Optional.empty()
                    : before.flatMap(version -> Versions.of(rule, version.spec().http()))
                            .filter(older -> missing(object, older, "").isEmpty());
            whole = whole && stays.isEmpty();
            inForce.add(stays.orElse(rule));
        }
        return whole ? object : Versions.with(object, inForce);
    }

    private List<Problem> missing(ConfigObject<VirtualService> object, HttpRoute rule, String path) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < rule.route().size(); i++) {
            Destination destination = rule.route().get(i).destination();
            String field = path + ".route[" + i + "].destination";
            missing(object.meta().namespace(), destination)
                    .map(part -> new Problem(
                            Severity.ERROR,
                            Codes.REFERENCE_NOT_FOUND,
                            destination.at(),
                            object.id().toString(),
                            field + part.field(),
                            part.message()))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    /** A mirror that doesn't exist gets no copies, and nothing else depends on it. */
    private List<Problem> mirrors(ConfigObject<VirtualService> object, HttpRoute rule, String path) {
        return rule.mirrors().stream()
                .flatMap(mirror -> missing(object.meta().namespace(), mirror.destination())
                        .map(part -> new Problem(
                                Severity.WARNING,
                                Codes.REFERENCE_NOT_FOUND,
                                mirror.destination().at(),
                                object.id().toString(),
                                path + ".mirror" + part.field(),
                                part.message()))
                        .stream())
                .toList();
    }

    /** The part of a destination that doesn't exist. */
    private record Missing(String field, String message) {}

    private Optional<Missing> missing(String namespace, Destination destination) {
        String host = mesh.fqdn(destination.host(), namespace);
        Optional<MeshService> service = services.find(host, namespace);
        if (service.isEmpty()) {
            return Optional.of(new Missing(".host", "no service has the host " + host + nearest(host, namespace)));
        }
        List<ServicePort> ports = service.get().ports();
        if (destination.port().isPresent()
                && service.get().port(destination.port().getAsInt()).isEmpty()) {
            String known =
                    ports.stream().map(port -> String.valueOf(port.number())).collect(Collectors.joining(", "));
            String message = host + " has no port " + destination.port().getAsInt() + "; it has " + known;
            return Optional.of(new Missing(".port.number", message));
        }
        Set<String> defined = destinationRules.subsets(host);
        return destination
                .subset()
                .filter(subset -> !subset.isEmpty() && !defined.contains(subset))
                .map(subset -> new Missing(".subset", noSubset(host, subset, defined)));
    }

    private String nearest(String host, String namespace) {
        return Nearest.hint(
                host,
                services.visibleTo(namespace).stream().map(MeshService::host).toList());
    }

    private static String noSubset(String host, String subset, Set<String> defined) {
        String remedy =
                defined.isEmpty() ? "; no subsets are defined for it" : "; there are " + String.join(", ", defined);
        return "no DestinationRule defines the subset " + subset + " of " + host + remedy;
    }
}
