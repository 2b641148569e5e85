package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.Optional;

/** Hosts with the namespace they are taken from, as gateways and sidecars list them. */
final class ListenerHosts {

    private ListenerHosts() {}

    /** {@code namespace/host}, or the host alone. */
    static void gateway(Node entry, Findings findings) {
        int slash = entry.text().indexOf('/');
        if (slash >= 0) {
            String namespace = entry.text().substring(0, slash);
            if (!namespace.equals("*") && !namespace.equals(".") && !DomainNames.isLabel(namespace)) {
                findings.error(entry, "`" + namespace + "` is not a namespace");
            }
        }
        String host = entry.text().substring(slash + 1);
        if (!Addresses.isIp(host)) {
            host(entry, host, findings);
        }
    }

    /** {@code namespace/host}; the namespace may be {@code .}, {@code *} or {@code ~}. */
    static void sidecar(Node entry, Findings findings) {
        int slash = entry.text().indexOf('/');
        if (slash < 0) {
            findings.error(entry, "must be namespace/host, such as ./" + entry.text());
            return;
        }
        String written = entry.text().substring(0, slash);
        String namespace = written.startsWith("~") ? written.substring(1) : written;
        boolean special = namespace.equals("*") || namespace.equals(".") || namespace.isEmpty() && !written.isEmpty();
        if (!special && !DomainNames.isLabel(namespace)) {
            findings.error(entry, "`" + written + "` is not a namespace");
        }
        host(entry, entry.text().substring(slash + 1), findings);
    }

    private static void host(Node entry, String host, Findings findings) {
        Optional<String> fault = DomainNames.wildcardFault(host);
        if (fault.isPresent()) {
            findings.error(entry, fault.get());
        } else if (!host.equals("*") && !host.contains(".")) {
            findings.error(entry, "`" + host + "` must be a full name, such as " + host + ".default.svc.cluster.local");
        } else if (host.contains("*") && host.length() > 1 && !host.startsWith("*.")) {
            findings.error(entry, "in `" + host + "` the wildcard must stand for whole labels");
        }
    }
}
