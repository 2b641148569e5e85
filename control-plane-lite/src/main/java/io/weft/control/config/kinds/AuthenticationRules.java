package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import io.weft.control.config.schema.Yaml;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for PeerAuthentication, RequestAuthentication and what selects their workloads. */
final class AuthenticationRules {

    private static final Pattern HEADER = Pattern.compile("[-_A-Za-z0-9]+");
    private static final Pattern GROUP =
            Pattern.compile("|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Set<String> TARGETS = Set.of(
            "Service",
            "core/Service",
            "networking.istio.io/ServiceEntry",
            "gateway.networking.k8s.io/Gateway",
            "gateway.networking.k8s.io/GatewayClass");

    private AuthenticationRules() {}

    static void target(Node target, Findings findings) {
        String group = target.text("group").orElse("");
        String kind = target.text("kind").orElse("");
        String name = group.isEmpty() ? kind : group + "/" + kind;
        if (!GROUP.matcher(group).matches() || !TARGETS.contains(name)) {
            findings.error(
                    target,
                    "`" + name + "` cannot be a target; use "
                            + String.join(", ", TARGETS.stream().sorted().toList()));
        }
    }

    static void peer(Node spec, Findings findings) {
        spec.get("portLevelMtls").ifPresent(ports -> {
            boolean selects = spec.get("selector")
                    .flatMap(selector -> selector.get("matchLabels"))
                    .map(labels -> !labels.fields().isEmpty())
                    .orElse(false);
            if (!selects) {
                findings.errorAtKey(ports, "portLevelMtls needs a selector");
            }
            ports.fields().forEach((port, mode) -> {
                if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
                    findings.errorAtKey(mode, "must be a port between 1 and 65535, not " + port);
                }
            });
        });
    }

    static void jwtRule(Node rule, Findings findings) {
        Optional<Node> uri = rule.get("jwksUri").or(() -> rule.get("jwks_uri"));
        if (rule.text("issuer").isEmpty() && uri.isEmpty()) {
            findings.error(rule, "`issuer` or `jwksUri` is needed");
        }
        uri.ifPresent(node -> uri(node, findings));
        rule.get("jwks")
                .filter(jwks -> !jwks.text().isEmpty() && !isKeySet(jwks.text()))
                .ifPresent(jwks -> findings.error(jwks, "is not a JSON Web Key Set"));
        for (Node claim : rule.items("outputClaimToHeaders")) {
            claim.get("header")
                    .filter(header -> !HEADER.matcher(header.text()).matches())
                    .ifPresent(header -> findings.error(header, "`" + header.text() + "` is not a header's name"));
        }
    }

    private static void uri(Node node, Findings findings) {
        try {
            URI uri = new URI(node.text());
            if (!List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                findings.error(node, "must begin with http:// or https://");
            }
        } catch (URISyntaxException e) {
            findings.error(node, "`" + node.text() + "` is not a URI");
        }
    }

    /** JSON is YAML; a key set is an object with keys, or a single key. */
    private static boolean isKeySet(String text) {
        List<Yaml.Document> documents =
                Yaml.read("", text.getBytes(StandardCharsets.UTF_8)).documents();
        Optional<Node> root = documents.size() == 1 ? documents.get(0).root() : Optional.empty();
        boolean json = text.stripLeading().startsWith("{");
        return json
                && root.filter(set -> set.has("kty")
                                || !set.items("keys").isEmpty()
                                        && set.items("keys").stream().allMatch(key -> key.has("kty"))
                                || set.has("keys") && set.items("keys").isEmpty())
                        .isPresent();
    }
}
