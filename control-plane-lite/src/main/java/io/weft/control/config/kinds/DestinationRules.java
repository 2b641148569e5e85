package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;

/** What a destination may be. */
final class DestinationRules {

    private DestinationRules() {}

    static void destination(Node destination, Findings findings) {
        destination.get("host").ifPresent(host -> {
            if (host.text().equals("*")) {
                findings.error(host, "`*` is not a destination; name a service");
            } else {
                DomainNames.requireWildcard(host, findings);
            }
        });
        destination
                .get("subset")
                .filter(subset -> !subset.text().isEmpty())
                .ifPresent(subset -> subset(subset, findings));
        destination.get("port").ifPresent(port -> {
            if (port.get("number").isEmpty()) {
                findings.error(port, "`number` is missing");
            } else {
                port.get("number").ifPresent(number -> Addresses.requirePort(number, findings));
            }
        });
    }

    static void subset(Node name, Findings findings) {
        if (!DomainNames.isLabel(name.text())) {
            String what = name.text().isEmpty()
                    ? "a subset's name must not be empty"
                    : "`" + name.text() + "` is not a subset's name";
            findings.error(name, what);
        }
    }
}
