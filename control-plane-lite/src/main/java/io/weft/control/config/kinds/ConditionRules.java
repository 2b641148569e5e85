package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Nearest;
import io.weft.control.config.schema.Node;
import java.util.List;
import java.util.Set;

/** The {@code when} of an authorization rule. */
final class ConditionRules {

    private static final Set<String> IPS = Set.of("source.ip", "remote.ip", "destination.ip");
    private static final Set<String> PLAIN = Set.of(
            "source.namespace",
            "source.principal",
            "request.auth.principal",
            "request.auth.audiences",
            "request.auth.presenter",
            "connection.sni");
    private static final List<String> KEYED =
            List.of("request.headers", "request.auth.claims", "experimental.envoy.filters.");
    private static final List<String> ALL = List.of(
            "request.headers",
            "source.ip",
            "remote.ip",
            "source.namespace",
            "source.serviceAccount",
            "source.principal",
            "source.trustDomain",
            "request.auth.principal",
            "request.auth.audiences",
            "request.auth.presenter",
            "request.auth.claims",
            "destination.ip",
            "destination.port",
            "connection.sni");

    private ConditionRules() {}

    static void condition(Node condition, Findings findings) {
        String key = condition.text("key").orElse("");
        List<Node> values = List.of(
                condition.get("values").orElse(condition.absent("values")),
                condition.get("notValues").orElse(condition.absent("notValues")));
        if (key.isEmpty()) {
            findings.error(condition, "`key` must not be empty");
        } else if (values.stream().allMatch(list -> list.items().isEmpty())) {
            findings.error(condition, "`values` or `notValues` must be given for `" + key + "`");
        } else {
            Node at = condition.get("key").orElse(condition);
            key(key, at, findings);
            values.forEach(list -> {
                AuthorizationRules.notEmpty(list, findings);
                list.items().forEach(value -> value(key, value, findings));
            });
        }
    }

    private static void key(String key, Node at, Findings findings) {
        if (KEYED.stream().anyMatch(key::startsWith)) {
            int open = key.indexOf('[');
            if (!key.endsWith("]") || open <= 0 || open >= key.length() - 2) {
                findings.error(
                        at, "`" + key + "` needs a name in brackets, such as " + key.replaceAll("\\[.*", "") + "[x]");
            }
        } else if (!IPS.contains(key)
                && !PLAIN.contains(key)
                && !Set.of("source.serviceAccount", "source.trustDomain", "destination.port")
                        .contains(key)) {
            findings.error(at, "`" + key + "` is not a known attribute" + Nearest.hint(key, ALL));
        }
    }

    private static void value(String key, Node value, Findings findings) {
        if (value.text().isEmpty()) {
            return;
        }
        if (IPS.contains(key)) {
            Addresses.requireIpOrCidr(value, findings);
        } else if (key.equals("destination.port")) {
            port(value, findings);
        } else if (key.equals("source.serviceAccount")) {
            serviceAccount(value, findings);
        } else if (key.equals("source.trustDomain")) {
            trustDomain(value, false, findings);
        }
    }

    static void port(Node value, Findings findings) {
        if (!value.text().matches("[0-9]{1,9}") || Integer.parseInt(value.text()) > 65535) {
            findings.error(value, "`" + value.text() + "` is not a port");
        }
    }

    static void serviceAccount(Node value, Findings findings) {
        String[] parts = value.text().split("/", -1);
        if (value.text().contains("*")) {
            findings.error(value, "wildcards are not allowed in a service account");
        } else if (parts.length > 2 || List.of(parts).contains("")) {
            findings.error(value, "`" + value.text() + "` is not a service account; write name or namespace/name");
        }
    }

    static void trustDomain(Node value, boolean domainOnly, Findings findings) {
        String text = value.text();
        long stars = text.chars().filter(c -> c == '*').count();
        boolean inside = stars == 1 && !text.startsWith("*") && !text.endsWith("*");
        if (stars > 1 || inside) {
            findings.error(value, "one wildcard is allowed, at the beginning or the end");
        } else if (domainOnly && text.contains("/")) {
            findings.error(value, "a trust domain has no `/`");
        }
    }
}
