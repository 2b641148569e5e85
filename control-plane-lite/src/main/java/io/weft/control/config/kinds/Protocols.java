package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Nearest;
import io.weft.control.config.schema.Node;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a port may speak. */
final class Protocols {

    private static final List<String> ALL = List.of(
            "HTTP", "HTTPS", "HTTP2", "HTTP_PROXY", "GRPC", "GRPC-WEB", "TCP", "TLS", "UDP", "MONGO", "REDIS", "MYSQL");
    private static final Set<String> HTTP = Set.of("HTTP", "HTTP2", "HTTP_PROXY", "GRPC", "GRPC-WEB");
    private static final Set<String> TLS = Set.of("HTTPS", "TLS");

    private Protocols() {}

    /** Known, in any letter case; a missing one is reported only where it is required. */
    static boolean require(Node port, boolean required, Findings findings) {
        String protocol = of(port);
        boolean known = ALL.contains(protocol) || protocol.isEmpty() && !required;
        if (!known) {
            Node at = port.get("protocol").orElse(port.absent("protocol"));
            findings.error(
                    at,
                    "`" + at.text() + "` is not a protocol; known are " + String.join(", ", ALL)
                            + Nearest.hint(protocol, ALL));
        }
        return known;
    }

    static String of(Node port) {
        return port.text("protocol").orElse("").toUpperCase(Locale.ROOT);
    }

    static boolean isHttp(Node port) {
        return HTTP.contains(of(port));
    }

    static boolean isTls(Node port) {
        return TLS.contains(of(port));
    }

    /** A name of a port, if there is one. */
    static void requireName(Node port, Findings findings) {
        port.get("name")
                .filter(name -> !DomainNames.isLabel(name.text()))
                .ifPresent(name -> findings.error(name, "`" + name.text() + "` is not a port's name"));
    }
}
