package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for a ServiceEntry. */
final class ServiceEntryRules {

    private ServiceEntryRules() {}

    static void serviceEntry(Node spec, Visibility visibility, Findings findings) {
        String resolution = spec.text("resolution").orElse("NONE");
        for (Node host : spec.items("hosts")) {
            if (host.text().equals("*")) {
                findings.error(host, "`*` is not allowed; name a host");
            } else {
                DomainNames.requireWildcard(host, findings);
            }
        }
        addresses(spec, resolution, findings);
        ports(spec, findings);
        endpoints(spec, resolution, findings);
        if (resolution.equals("DYNAMIC_DNS")) {
            dynamicDns(spec, findings);
        }
        boolean split = spec.items("hosts").size() > 1 && !resolution.equals("NONE");
        if (split && !spec.items("ports").stream().allMatch(port -> Protocols.isHttp(port) || Protocols.isTls(port))) {
            findings.error(spec, "several hosts can share only ports of HTTP or TLS");
        }
        visibility.check(spec, true, findings);
    }

    private static void addresses(Node spec, String resolution, Findings findings) {
        for (Node address : spec.items("addresses")) {
            Addresses.requireIpOrCidr(address, findings);
            if (address.text().contains("/") && !List.of("NONE", "STATIC").contains(resolution)) {
                findings.error(address, "a block of addresses goes with resolution NONE or STATIC only");
            }
        }
    }

    private static void ports(Node spec, Findings findings) {
        Set<String> names = new HashSet<>();
        Set<Double> numbers = new HashSet<>();
        for (Node port : spec.items("ports")) {
            port.get("name")
                    .filter(name -> !names.add(name.text()))
                    .ifPresent(name -> findings.error(name, "the port name `" + name.text() + "` is used twice"));
            port.get("number")
                    .filter(number -> !numbers.add(number.number()))
                    .ifPresent(number -> findings.error(number, "the port " + number.text() + " is used twice"));
            Protocols.requireName(port, findings);
            Protocols.require(port, false, findings);
        }
    }

    private static void endpoints(Node spec, String resolution, Findings findings) {
        List<Node> endpoints = spec.items("endpoints");
        boolean dns = resolution.equals("DNS") || resolution.equals("DNS_ROUND_ROBIN");
        if (resolution.equals("NONE") && spec.has("endpoints")) {
            findings.errorAtKey(
                    spec.fields().getOrDefault("endpoints", spec),
                    "endpoints need a resolution other than NONE, such as STATIC");
        }
        if (resolution.equals("DNS_ROUND_ROBIN") && endpoints.size() > 1) {
            findings.error(endpoints.get(1), "DNS_ROUND_ROBIN allows one endpoint at most; use DNS");
        }
        if (dns && endpoints.isEmpty()) {
            spec.items("hosts").stream()
                    .filter(host -> DomainNames.fqdnFault(host.text()).isPresent())
                    .forEach(host -> findings.error(
                            host,
                            "resolution " + resolution + " without endpoints looks up `" + host.text()
                                    + "`; it must be a full name"));
        }
        Set<String> names = new HashSet<>();
        spec.items("ports").forEach(port -> port.text("name").ifPresent(names::add));
        for (Node endpoint : endpoints) {
            if (resolution.equals("STATIC")) {
                fixed(endpoint, names, findings);
            } else if (dns) {
                endpoint.get("address")
                        .filter(address -> address.text().startsWith(Addresses.UNIX))
                        .ifPresent(address -> findings.error(
                                address, "must be a DNS name or an IP address with resolution " + resolution));
                if (endpoint.text("address").isEmpty()) {
                    findings.error(endpoint, "`address` is missing");
                }
            }
            if (resolution.equals("STATIC") || dns) {
                portNames(endpoint, names, findings);
            }
        }
    }

    private static void fixed(Node endpoint, Set<String> names, Findings findings) {
        endpoint.get("address").ifPresent(address -> {
            boolean unix = address.text().startsWith(Addresses.UNIX);
            if (unix && names.size() != 1) {
                findings.error(address, "a Unix socket serves exactly one port");
            } else if (!unix && !address.text().isEmpty() && !Addresses.isIp(address.text())) {
                findings.error(address, "`" + address.text() + "` is not an IP address; DNS names need resolution DNS");
            }
        });
    }

    private static void portNames(Node endpoint, Set<String> names, Findings findings) {
        endpoint.get("ports")
                .ifPresent(ports -> ports.fields().forEach((name, port) -> {
                    if (!names.contains(name)) {
                        findings.errorAtKey(port, "the ServiceEntry has no port named `" + name + "`");
                    }
                }));
    }

    private static void dynamicDns(Node spec, Findings findings) {
        spec.items("hosts").stream()
                .filter(host -> !DomainNames.isWildcard(host.text()))
                .forEach(host -> findings.error(host, "resolution DYNAMIC_DNS is for wildcard hosts"));
        for (String field : List.of("addresses", "endpoints")) {
            if (!spec.items(field).isEmpty()) {
                findings.errorAtKey(spec.fields().getOrDefault(field, spec), "cannot go with resolution DYNAMIC_DNS");
            }
        }
        spec.items("ports").stream()
                .filter(port -> !List.of("HTTP", "TLS", "GRPC", "HTTP2").contains(Protocols.of(port)))
                .forEach(port -> findings.error(port, "resolution DYNAMIC_DNS is for HTTP, HTTP2, GRPC and TLS only"));
    }
}
