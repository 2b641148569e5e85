package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for an AuthorizationPolicy. */
final class AuthorizationRules {

    private static final Pattern LITERAL = Pattern.compile("[a-zA-Z0-9-._~%!$&'()+,;:@=]+");
    private static final Set<String> FOR_CUSTOM =
            Set.of("ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks");

    private AuthorizationRules() {}

    static void policy(Node spec, Findings findings) {
        String action = spec.text("action").orElse("ALLOW");
        boolean rules = spec.get("rules").isPresent();
        if (action.equals("CUSTOM")
                && rules
                && spec.get("provider")
                        .flatMap(provider -> provider.text("name"))
                        .isEmpty()) {
            findings.error(spec, "action CUSTOM needs `provider.name`");
        }
        if (!action.equals("CUSTOM") && spec.get("provider").isPresent()) {
            findings.errorAtKey(
                    spec.fields().getOrDefault("provider", spec), "a provider needs action CUSTOM, not " + action);
        }
        if (!rules && (action.equals("CUSTOM") || action.equals("DENY"))) {
            findings.error(
                    spec, "action " + action + " without rules never applies; write `rules: [{}]` for every request");
        }
        if (action.equals("CUSTOM")) {
            spec.items("rules").forEach(rule -> custom(rule, findings));
        }
    }

    /** An external authorizer is asked before any identity is known. */
    private static void custom(Node rule, Findings findings) {
        for (Node source : rule.items("from").stream()
                .flatMap(from -> from.get("source").stream())
                .toList()) {
            source.fields().forEach((name, values) -> {
                if (!FOR_CUSTOM.contains(name) && !values.items().isEmpty()) {
                    findings.errorAtKey(values, "`" + name + "` cannot go with action CUSTOM");
                }
            });
        }
        for (Node condition : rule.items("when")) {
            String key = condition.text("key").orElse("");
            boolean identity = key.startsWith("request.auth.")
                    || Set.of("source.namespace", "source.serviceAccount", "source.trustDomain", "source.principal")
                            .contains(key);
            if (identity) {
                findings.error(condition, "`" + key + "` cannot go with action CUSTOM");
            }
        }
    }

    static void rule(Node rule, Findings findings) {
        for (Node from : rule.items("from")) {
            part(from, "source", findings);
        }
        for (Node to : rule.items("to")) {
            part(to, "operation", findings);
        }
    }

    private static void part(Node owner, String field, Findings findings) {
        Node inner = owner.get(field).orElse(owner);
        if (owner.get(field).isEmpty()) {
            findings.error(owner, "`" + field + "` is missing");
        } else if (inner.fields().values().stream()
                .allMatch(list -> list.items().isEmpty())) {
            findings.error(inner, "`" + field + "` must not be empty; leave the entry out to match any");
        }
    }

    static void source(Node source, Findings findings) {
        boolean accounts = source.has("serviceAccounts") || source.has("notServiceAccounts");
        if (accounts
                && List.of("principals", "notPrincipals", "namespaces", "notNamespaces").stream()
                        .anyMatch(source::has)) {
            findings.error(source, "serviceAccounts cannot go with principals or namespaces");
        }
        source.fields().forEach((name, values) -> {
            notEmpty(values, findings);
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith("ipblocks")) {
                values.items().stream()
                        .filter(value -> !value.text().isEmpty())
                        .forEach(value -> Addresses.requireIpOrCidr(value, findings));
            } else if (lower.endsWith("serviceaccounts")) {
                values.items().forEach(value -> ConditionRules.serviceAccount(value, findings));
            } else if (lower.endsWith("trustdomains")) {
                values.items().forEach(value -> ConditionRules.trustDomain(value, true, findings));
            }
        });
    }

    static void operation(Node operation, Findings findings) {
        operation.fields().forEach((name, values) -> {
            notEmpty(values, findings);
            if (name.equals("ports") || name.equals("notPorts")) {
                values.items().stream()
                        .filter(value -> !value.text().isEmpty())
                        .forEach(value -> ConditionRules.port(value, findings));
            } else if (name.equals("paths") || name.equals("notPaths")) {
                values.items().forEach(path -> template(path, findings));
            }
        });
    }

    static void notEmpty(Node values, Findings findings) {
        values.items().stream()
                .filter(value -> value.text().isEmpty())
                .forEach(value -> findings.error(value, "an empty value matches nothing"));
    }

    /** {@code {*}} stands for one segment, {@code {**}} for the rest. */
    private static void template(Node path, Findings findings) {
        String text = path.text();
        boolean template = text.contains("{*}") || text.contains("{**}");
        boolean rest = false;
        for (String segment : text.replaceAll("^/+|/+$", "").split("/", -1)) {
            boolean operator = segment.equals("{*}") || segment.equals("{**}");
            if (operator && rest) {
                findings.error(path, "in `" + text + "` {**} must be the last operator");
                return;
            }
            rest |= segment.equals("{**}");
            if (!operator && (segment.contains("{") || segment.contains("}"))) {
                findings.error(
                        path, "in `" + text + "` only {*} and {**} may stand in braces, each as a whole segment");
                return;
            }
            if (!operator && template && !LITERAL.matcher(segment).matches()) {
                findings.error(
                        path, "in `" + text + "` the segment `" + segment + "` is not allowed beside {*} and {**}");
                return;
            }
        }
    }
}
