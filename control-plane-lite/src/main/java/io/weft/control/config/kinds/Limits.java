package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.Kind;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.List;

/** What is understood but not applied, where a single field cannot tell. */
final class Limits {

    private Limits() {}

    static void warn(Kind kind, Node spec, Findings findings) {
        if (kind == Kind.VIRTUAL_SERVICE) {
            virtualService(spec, findings);
        }
    }

    private static void virtualService(Node spec, Findings findings) {
        List<String> gateways = spec.texts("gateways");
        if (!gateways.isEmpty() && !gateways.equals(List.of("mesh"))) {
            String rest = gateways.contains("mesh") ? "there" : "at all";
            Node at = spec.fields().getOrDefault("gateways", spec);
            findings.warning(Codes.NOT_APPLIED, at, "gateways are proxies, so the rules do not apply " + rest);
        }
    }
}
