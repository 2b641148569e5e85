package io.weft.control.config.kinds;

import io.weft.control.config.Codes;
import io.weft.control.config.schema.Findings;
import io.weft.control.config.schema.Node;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kubernetes' labels and the selectors that look for them. */
final class Labels {

    private static final String NAME = "(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String DNS = "[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?";
    private static final Pattern KEY = Pattern.compile("(" + DNS + "(?:\\." + DNS + ")*/)?(" + NAME + ")");
    private static final Pattern VALUE = Pattern.compile("(" + NAME + ")?");

    private Labels() {}

    /** Keys and values that Kubernetes would take; a value may be of any length, as in Istio. */
    static void require(Node owner, String field, Findings findings) {
        owner.get(field)
                .ifPresent(labels -> labels.fields().forEach((key, value) -> {
                    Matcher matcher = KEY.matcher(key);
                    if (!matcher.matches() || matcher.group(2).length() > 63 || tooLong(matcher.group(1))) {
                        findings.errorAtKey(value, "`" + key + "` is not a label's key");
                    }
                    if (!VALUE.matcher(value.text()).matches()) {
                        findings.error(value, "`" + value.text() + "` is not a label's value");
                    }
                }));
    }

    private static boolean tooLong(@Nullable String prefix) {
        return prefix != null && prefix.length() > 254;
    }

    /** A selector matches exact labels only. */
    static void selector(Node selector, String field, Findings findings) {
        Node labels = selector.get(field).orElse(selector.absent(field));
        labels.fields().forEach((key, value) -> {
            if (key.isEmpty()) {
                findings.errorAtKey(value, "a label's key must not be empty");
            }
            if (key.contains("*") || value.text().contains("*")) {
                findings.error(
                        value, "wildcards are not allowed in a selector; leave the label out to match any value");
            }
        });
        if (labels.fields().isEmpty()) {
            findings.warning(
                    Codes.NO_EFFECT,
                    selector,
                    "the selector has no labels, so it selects every workload of the namespace");
        }
    }
}
