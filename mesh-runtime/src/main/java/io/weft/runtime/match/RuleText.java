package io.weft.runtime.match;

import io.weft.model.RequestHead;
import org.jspecify.annotations.Nullable;

/** The texts of a request that a rule may name. */
public final class RuleText {

    private RuleText() {}

    /** A header's or pseudo header's value; null if there is none. */
    public static @Nullable String header(RequestHead head, String name) {
        if (name.isEmpty() || name.charAt(0) != ':') {
            return head.header(name);
        }
        return switch (name) {
            case ":method" -> head.method();
            case ":path" -> head.path();
            case ":authority" -> head.authority();
            case ":scheme" -> head.scheme();
            default -> null;
        };
    }

    /**
     * The value of the first query parameter of that name, empty for one without {@code =}; null if there is none.
     * Names and values are taken as sent, without decoding, as Envoy does.
     */
    public static @Nullable String queryParameter(String path, String name) {
        int start = path.indexOf('?') + 1;
        while (start > 0 && start < path.length()) {
            int and = path.indexOf('&', start);
            int end = and < 0 ? path.length() : and;
            int after = start + name.length();
            if (after <= end && path.startsWith(name, start)) {
                if (after == end) {
                    return "";
                }
                if (path.charAt(after) == '=') {
                    return path.substring(after + 1, end);
                }
            }
            start = end + 1;
        }
        return null;
    }
}
