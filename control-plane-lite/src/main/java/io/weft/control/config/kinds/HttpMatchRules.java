package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.List;

/** Which requests a rule of a VirtualService is for. */
final class HttpMatchRules {

    private HttpMatchRules() {}

    static void match(Node match, Findings findings) {
        match.get("headers")
                .ifPresent(headers -> headers.fields().forEach((name, condition) -> {
                    HeaderRules.requireMatchable(name, condition, findings);
                    Regexes.requireMatch(condition, findings);
                }));
        match.get("withoutHeaders")
                .ifPresent(headers -> headers.fields().forEach((name, condition) -> {
                    HeaderRules.requireMatchable(name, condition, findings);
                    // a lone star is no regex; Istio reads it as "any value"
                    if (!condition.text("regex").orElse("").equals("*")) {
                        Regexes.requireMatch(condition, findings);
                    }
                }));
        match.get("uri").ifPresent(uri -> Regexes.requireIfRegex(uri, findings));
        for (String field : List.of("scheme", "method", "authority")) {
            match.get(field).ifPresent(condition -> Regexes.requireMatch(condition, findings));
        }
        match.get("queryParams")
                .ifPresent(parameters ->
                        parameters.fields().values().forEach(condition -> Regexes.requireMatch(condition, findings)));
        Addresses.requirePortIfSet(match, "port", findings);
        callers(match, findings);
        match.get("sourceNamespace")
                .filter(namespace -> !namespace.text().isEmpty() && !DomainNames.isLabel(namespace.text()))
                .ifPresent(namespace -> findings.error(namespace, "`" + namespace.text() + "` is not a namespace"));
    }

    /** The part that rules for HTTP and for connections have in common. */
    static void callers(Node match, Findings findings) {
        Labels.require(match, "sourceLabels", findings);
        gateways(match, findings);
    }

    /** Istio looks no further than the first name without a namespace. */
    static void gateways(Node owner, Findings findings) {
        for (Node gateway : owner.items("gateways")) {
            String name = gateway.text();
            int slash = name.indexOf('/');
            if (slash < 0) {
                DomainNames.fqdnFault(name).ifPresent(fault -> findings.error(gateway, fault));
                return;
            }
            String namespace = name.substring(0, slash);
            if (!DomainNames.isLabel(namespace) || !DomainNames.isLabel(name.substring(slash + 1))) {
                findings.error(gateway, "`" + name + "` is not a gateway; write namespace/name");
            }
        }
    }
}
