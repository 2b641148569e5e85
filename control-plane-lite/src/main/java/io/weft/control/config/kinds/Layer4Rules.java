package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;

/** Rules for connections instead of requests. */
final class Layer4Rules {

    private Layer4Rules() {}

    static void tcpRoute(Node route, Findings findings) {
        route.items("match").forEach(match -> connection(match, findings));
        destinations(route, findings);
    }

    static void tlsRoute(Node route, Findings findings) {
        if (route.items("match").isEmpty()) {
            findings.error(route, "a TLS rule needs at least one match");
        }
        route.items("match").forEach(match -> {
            connection(match, findings);
            if (match.items("sniHosts").isEmpty()) {
                findings.error(match, "a TLS match needs at least one of sniHosts");
            }
        });
        destinations(route, findings);
    }

    private static void destinations(Node route, Findings findings) {
        if (route.items("route").isEmpty()) {
            findings.error(route, "a rule needs a route");
        }
        HttpRouteRules.weights(route, findings);
    }

    private static void connection(Node match, Findings findings) {
        match.items("destinationSubnets").forEach(subnet -> Addresses.requireIpOrCidr(subnet, findings));
        Addresses.requirePortIfSet(match, "port", findings);
        HttpMatchRules.callers(match, findings);
    }

    /** A TLS rule is for server names that its VirtualService is for. */
    static void serverNames(Node route, Node spec, boolean mesh, Findings findings) {
        for (Node name : route.items("match").stream()
                .flatMap(match -> match.items("sniHosts").stream())
                .toList()) {
            boolean generated = !mesh && name.text().startsWith("outbound_");
            if (Addresses.isIp(name.text())) {
                continue;
            }
            if (!generated && DomainNames.wildcardFault(name.text()).isPresent()) {
                DomainNames.requireWildcard(name, findings);
            } else if (spec.texts("hosts").stream().noneMatch(host -> DomainNames.covers(host, name.text()))) {
                findings.error(
                        name,
                        "`" + name.text() + "` is not covered by the hosts " + String.join(", ", spec.texts("hosts")));
            }
        }
    }
}
