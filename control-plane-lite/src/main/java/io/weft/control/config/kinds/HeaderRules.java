package io.weft.control.config.kinds;

import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names and values of headers, where they are matched and where they are edited. */
final class HeaderRules {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+\\-.^_`|~A-Za-z0-9]+");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");
    private static final Set<String> PSEUDO = Set.of(":method", ":scheme", ":authority", ":path", ":status");

    private HeaderRules() {}

    /** Whether it is the name of a JWT claim rather than of a header. */
    static boolean isClaim(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("@request.auth.claims.") || lower.startsWith("@request.auth.claims[");
    }

    static boolean isToken(String name) {
        return TOKEN.matcher(name).matches();
    }

    /** A name to match on. */
    static void requireMatchable(String name, Node value, Findings findings) {
        if (name.isEmpty()) {
            findings.errorAtKey(value, "a header's name must not be empty");
        } else if (!isClaim(name) && !PSEUDO.contains(name) && !isToken(name)) {
            findings.errorAtKey(value, "`" + name + "` is not a header's name");
        }
    }

    /** Edits on the way there may replace the authority, those on the way back may not. */
    static void headers(Node headers, Findings findings) {
        headers.get("request").ifPresent(request -> {
            edits(request, "set", true, findings);
            edits(request, "add", true, findings);
            removals(request, findings);
        });
        headers.get("response").ifPresent(response -> {
            edits(response, "set", false, findings);
            edits(response, "add", false, findings);
            removals(response, findings);
        });
    }

    private static void edits(Node operations, String field, boolean authority, Findings findings) {
        operations
                .get(field)
                .ifPresent(edits -> edits.fields().forEach((name, value) -> {
                    if (!(authority && isAuthority(name))) {
                        editable(name, value, findings);
                    }
                    if (CONTROL.matcher(value.text()).find()) {
                        findings.error(value, "a header's value must not have control characters");
                    } else {
                        HeaderFormat.check(value, findings);
                    }
                }));
    }

    private static void removals(Node operations, Findings findings) {
        operations.items("remove").forEach(name -> editable(name.text(), name, findings));
    }

    /** A header of an answer that is written out in full. */
    static void plain(String name, Node value, Findings findings) {
        if (!isToken(name)) {
            findings.errorAtKey(value, "`" + name + "` is not a header's name");
        } else if (CONTROL.matcher(value.text()).find()) {
            findings.error(value, "a header's value must not have control characters");
        }
    }

    private static void editable(String name, Node at, Findings findings) {
        if (name.isEmpty()) {
            findings.errorAtKey(at, "a header's name must not be empty");
        } else if (name.startsWith(":") || name.equalsIgnoreCase("host")) {
            findings.errorAtKey(at, "`" + name + "` cannot be edited here" + remedy(name));
        }
    }

    private static String remedy(String name) {
        return name.equals(":path") ? "; use rewrite.uri" : "";
    }

    static boolean isAuthority(String name) {
        return name.equalsIgnoreCase(":authority") || name.equalsIgnoreCase("host");
    }
}
