package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.List;

/** What holds for a VirtualService as a whole. */
final class VirtualServiceRules {

    private VirtualServiceRules() {}

    static void virtualService(Node spec, Findings findings) {
        List<Node> hosts = spec.items("hosts");
        HttpMatchRules.gateways(spec, findings);
        boolean mesh =
                spec.items("gateways").isEmpty() || spec.texts("gateways").contains("mesh");
        if (hosts.isEmpty()) {
            delegate(spec, findings);
        }
        if (mesh) {
            claims(spec, findings);
        }
        boolean valid = hosts.stream().allMatch(host -> host(host, spec, mesh, findings));
        for (int i = 0; valid && i < hosts.size(); i++) {
            for (int j = i + 1; j < hosts.size(); j++) {
                if (DomainNames.overlap(hosts.get(i).text(), hosts.get(j).text())) {
                    findings.error(
                            hosts.get(j),
                            "`" + hosts.get(j).text() + "` overlaps with `"
                                    + hosts.get(i).text() + "` of the same VirtualService");
                }
            }
        }
        if (spec.items("http").isEmpty()
                && spec.items("tcp").isEmpty()
                && spec.items("tls").isEmpty()) {
            findings.error(spec, "a VirtualService needs at least one rule in http, tls or tcp");
        }
        spec.items("tls").forEach(route -> Layer4Rules.serverNames(route, spec, mesh, findings));
        UnreachableRules.http(spec, findings);
    }

    /** Without hosts it only lends its rules to others. */
    private static void delegate(Node spec, Findings findings) {
        for (String field : List.of("gateways", "tls", "tcp")) {
            if (!spec.items(field).isEmpty()) {
                findings.errorAtKey(
                        spec.fields().getOrDefault(field, spec),
                        "a VirtualService without hosts is a delegate and cannot have `" + field
                                + "`; are the hosts missing?");
            }
        }
        spec.items("http").stream()
                .flatMap(route -> route.get("delegate").stream())
                .forEach(delegate -> findings.errorAtKey(delegate, "a delegate cannot delegate further"));
    }

    /** In the mesh nobody has checked the token whose claim it would be. */
    private static void claims(Node spec, Findings findings) {
        for (Node match : spec.items("http").stream()
                .flatMap(route -> route.items("match").stream())
                .toList()) {
            for (String field : List.of("headers", "withoutHeaders")) {
                match.get(field)
                        .ifPresent(headers -> headers.fields().forEach((name, value) -> {
                            if (HeaderRules.isClaim(name)) {
                                findings.errorAtKey(value, "claims of a token can be matched at gateways only");
                            }
                        }));
            }
        }
    }

    private static boolean host(Node host, Node spec, boolean mesh, Findings findings) {
        String name = host.text();
        boolean sni = !mesh
                && name.startsWith("outbound_")
                && spec.items("tls").stream()
                        .anyMatch(route -> !route.items("match").isEmpty());
        if (Addresses.isIp(name) || sni) {
            return true;
        }
        if (mesh && name.equals("*")) {
            findings.error(host, "`*` is not allowed in the mesh; name a host, or gateways that it is for");
            return false;
        }
        DomainNames.requireWildcard(host, findings);
        return DomainNames.wildcardFault(name).isEmpty();
    }
}
