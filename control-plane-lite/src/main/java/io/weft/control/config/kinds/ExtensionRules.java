package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What holds for telemetry, filters and plugins. */
final class ExtensionRules {

    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][-+.a-zA-Z0-9]*)://.*");
    private static final Pattern SHA = Pattern.compile("|[a-f0-9]{64}");
    private static final Set<String> LISTENERS =
            Set.of("LISTENER", "FILTER_CHAIN", "NETWORK_FILTER", "HTTP_FILTER", "LISTENER_FILTER");
    private static final Set<String> ROUTES = Set.of("ROUTE_CONFIGURATION", "VIRTUAL_HOST", "HTTP_ROUTE");

    private ExtensionRules() {}

    static void tagOverride(Node override, Findings findings) {
        boolean remove = override.text("operation").orElse("UPSERT").equals("REMOVE");
        if (remove && override.has("value")) {
            findings.error(override, "REMOVE takes no `value`");
        } else if (!remove && override.text("value").isEmpty()) {
            findings.error(override, "UPSERT needs a `value`");
        }
    }

    static void customTags(Node tracing, Findings findings) {
        tracing.get("customTags")
                .ifPresent(tags -> tags.fields().forEach((name, tag) -> {
                    if (name.isEmpty()) {
                        findings.errorAtKey(tag, "a tag's name must not be empty");
                    }
                }));
    }

    static void plugin(Node plugin, Findings findings) {
        plugin.get("url").ifPresent(url -> {
            Matcher scheme = SCHEME.matcher(url.text());
            if (scheme.matches() && !List.of("http", "https", "oci", "file").contains(scheme.group(1))) {
                findings.error(url, "must be of the scheme http, https, oci or file");
            }
        });
        plugin.get("sha256")
                .filter(sha -> !SHA.matcher(sha.text()).matches())
                .ifPresent(sha -> findings.error(sha, "must be 64 digits in lower-case hexadecimal"));
    }

    static void environment(Node variable, Findings findings) {
        if (variable.text("valueFrom").orElse("INLINE").equals("HOST") && variable.has("value")) {
            findings.error(variable, "a variable of the host takes no `value`");
        }
    }

    static void trafficExtension(Node spec, Findings findings) {
        if (!spec.has("wasm") && !spec.has("lua")) {
            findings.error(spec, "one of wasm and lua is needed");
        }
    }

    static void envoyPatch(Node patch, Findings findings) {
        String applyTo = patch.text("applyTo").orElse("INVALID");
        if (applyTo.equals("INVALID")) {
            findings.error(patch, "`applyTo` is missing");
        }
        Node change = patch.get("patch").orElse(patch.absent("patch"));
        String operation = change.text("operation").orElse("INVALID");
        if (operation.equals("INVALID")) {
            findings.error(change, "`patch.operation` is missing");
        } else if (!operation.equals("REMOVE") && change.get("value").isEmpty()) {
            findings.error(change, "`value` is missing");
        }
        patch.get("match").ifPresent(match -> envoyMatch(match, applyTo, findings));
    }

    private static void envoyMatch(Node match, String applyTo, Findings findings) {
        boolean waypoint = match.text("context").orElse("").equals("WAYPOINT");
        if (waypoint != match.has("waypoint")) {
            findings.error(match, "a `waypoint` match and context WAYPOINT belong together");
        }
        match.get("proxy")
                .flatMap(proxy -> proxy.get("proxyVersion"))
                .filter(version -> !version.text().isEmpty())
                .ifPresent(version -> Regexes.require(version, findings));
        String wanted = LISTENERS.contains(applyTo)
                ? "listener"
                : ROUTES.contains(applyTo) ? "routeConfiguration" : applyTo.equals("CLUSTER") ? "cluster" : "";
        boolean any =
                List.of("listener", "routeConfiguration", "cluster").stream().anyMatch(match::has);
        if (!waypoint && !wanted.isEmpty() && any && !match.has(wanted)) {
            findings.error(match, "applyTo " + applyTo + " needs a match by `" + wanted + "`");
        }
        match.get("listener")
                .flatMap(listener -> listener.get("filterChain"))
                .flatMap(chain -> chain.get("filter"))
                .ifPresent(filter -> {
                    if (filter.text("name").isEmpty()) {
                        findings.error(filter, "`name` is missing");
                    }
                    filter.get("subFilter").ifPresent(sub -> {
                        if (!applyTo.equals("HTTP_FILTER") || sub.text("name").isEmpty()) {
                            findings.error(sub, "a subFilter needs a `name` and applyTo HTTP_FILTER");
                        }
                    });
                });
    }
}
