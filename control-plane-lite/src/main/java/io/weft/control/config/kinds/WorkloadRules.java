package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for workloads, wherever they are described. */
final class WorkloadRules {

    private static final Pattern PROBE_HEADER = Pattern.compile("[-A-Za-z0-9]+");

    private WorkloadRules() {}

    static void entry(Node workload, Findings findings) {
        if (workload.text("address").isEmpty() && workload.text("network").isEmpty()) {
            findings.error(workload, "`address` is missing");
        }
        template(workload, findings);
        workload.get("address")
                .filter(address -> !address.text().isEmpty()
                        && !address.text().startsWith(Addresses.UNIX)
                        && !Addresses.isIp(address.text()))
                .ifPresent(address -> DomainNames.fqdnFault(address.text())
                        .ifPresent(fault -> findings.error(address, "must be an IP address or a DNS name; " + fault)));
        Labels.require(workload, "labels", findings);
    }

    /** What is checked even where a group only prescribes it. */
    static void template(Node workload, Findings findings) {
        workload.get("address")
                .filter(address -> address.text().startsWith(Addresses.UNIX))
                .ifPresent(address -> {
                    Addresses.unixFault(address.text().substring(Addresses.UNIX.length()))
                            .ifPresent(fault -> findings.error(address, fault));
                    if (workload.has("ports")) {
                        findings.error(address, "a Unix socket has no ports");
                    }
                });
        workload.get("ports")
                .ifPresent(ports -> ports.fields().forEach((name, port) -> {
                    if (name.length() >= 63 || !DomainNames.isLabel(name)) {
                        findings.errorAtKey(port, "`" + name + "` is not a port's name");
                    }
                }));
    }

    static void metadata(Node metadata, Findings findings) {
        Labels.require(metadata, "labels", findings);
    }

    static void probe(Node probe, Findings findings) {
        if (List.of("httpGet", "tcpSocket", "exec", "grpc").stream()
                .noneMatch(method -> probe.get(method).isPresent())) {
            findings.error(probe, "a probe needs one of httpGet, tcpSocket and exec");
        }
        probe.get("grpc")
                .ifPresent(grpc -> findings.errorAtKey(grpc, "Istio does not support `grpc` here; use tcpSocket"));
    }

    static void httpProbe(Node probe, Findings findings) {
        probe.get("scheme")
                .filter(scheme -> !Set.of("", "HTTP", "HTTPS").contains(scheme.text()))
                .ifPresent(scheme -> findings.error(scheme, "must be HTTP or HTTPS, not `" + scheme.text() + "`"));
        for (Node header : probe.items("httpHeaders")) {
            String name = header.text("name").orElse("");
            if (!PROBE_HEADER.matcher(name).matches()) {
                findings.error(header, "`" + name + "` is not a header's name");
            }
        }
    }

    static void execProbe(Node probe, Findings findings) {
        if (probe.items("command").isEmpty()) {
            findings.error(probe, "`command` is missing");
        }
    }
}
