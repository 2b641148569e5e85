package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules and matches that an earlier rule leaves nothing for. */
final class UnreachableRules {

    private UnreachableRules() {}

    static void http(Node spec, Findings findings) {
        Map<Object, Node> seen = new HashMap<>();
        Optional<Node> catchAll = Optional.empty();
        for (Node route : spec.items("http")) {
            List<Node> matches = route.items("match");
            if (catchAll.isPresent()) {
                String where = place(catchAll.get());
                findings.warning(
                        Codes.UNREACHABLE_RULE,
                        route,
                        "no request gets here: the rule at " + where + " matches all of them");
                continue;
            }
            if (matches.isEmpty()) {
                catchAll = Optional.of(route);
                continue;
            }
            int taken = 0;
            for (Node match : matches) {
                taken += earlier(match, seen, findings) ? 1 : 0;
            }
            if (taken == matches.size()) {
                findings.warning(
                        Codes.UNREACHABLE_RULE, route, "no request gets here: earlier rules have all of its matches");
            }
        }
    }

    private static boolean earlier(Node match, Map<Object, Node> seen, Findings findings) {
        Map<String, Object> condition = new LinkedHashMap<>();
        match.fields().forEach((name, value) -> {
            if (!name.equals("name")) {
                condition.put(name, value.plain());
            }
        });
        Node first = seen.putIfAbsent(condition, match);
        if (first == null) {
            covered(match, condition, seen, findings);
            return false;
        }
        findings.warning(
                Codes.INEFFECTIVE_MATCH, match, "this match never decides: the same one stands at " + place(first));
        return true;
    }

    /** A longer prefix after a shorter one, all else being the same. */
    private static void covered(Node match, Map<String, Object> condition, Map<Object, Node> seen, Findings findings) {
        Optional<String> prefix = prefix(match);
        if (prefix.isEmpty()) {
            return;
        }
        Map<String, Object> rest = without(condition);
        for (Node earlier : seen.values()) {
            boolean shorter = prefix(earlier)
                    .filter(other -> !other.equals(prefix.get()) && prefix.get().startsWith(other))
                    .isPresent();
            if (shorter && without(conditionOf(earlier)).equals(rest)) {
                findings.warning(
                        Codes.INEFFECTIVE_MATCH,
                        match,
                        "this match never decides: the prefix at " + place(earlier) + " comes first and covers it");
                return;
            }
        }
    }

    private static Optional<String> prefix(Node match) {
        return match.get("uri").flatMap(uri -> uri.text("prefix"));
    }

    private static Map<String, Object> conditionOf(Node match) {
        Map<String, Object> condition = new LinkedHashMap<>();
        match.fields().forEach((name, value) -> condition.put(name, value.plain()));
        condition.remove("name");
        return condition;
    }

    private static Map<String, Object> without(Map<String, Object> condition) {
        Map<String, Object> rest = new LinkedHashMap<>(condition);
        rest.remove("uri");
        return rest;
    }

    private static String place(Node node) {
        return "line " + node.at().line();
    }
}
