package io.weft.runtime.match;

import io.weft.model.HeaderMatch;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.RequestHead;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a matcher has to find, told from the meaning of the conditions alone: one route after the other. */
final class FirstMatch {

    private FirstMatch() {}

    static int of(List<RouteMatch> routes, RequestHead head) {
        String[] parts = head.path().split("\\?", 2);
        String query = parts.length > 1 ? parts[1] : "";
        for (int i = 0; i < routes.size(); i++) {
            RouteMatch route = routes.get(i);
            if (path(route.path(), parts[0])
                    && route.headers().stream().allMatch(match -> header(match, head))
                    && route.queryParameters().stream().allMatch(match -> parameter(match, query))) {
                return i;
            }
        }
        return RouteMatcher.NONE;
    }

    private static boolean path(PathMatch match, String path) {
        if (match instanceof PathMatch.Exact exact) {
            return text(new StringMatch.Exact(exact.path(), exact.ignoreCase()), path);
        } else if (match instanceof PathMatch.Prefix prefix) {
            return text(new StringMatch.Prefix(prefix.prefix(), prefix.ignoreCase()), path);
        } else if (match instanceof PathMatch.SegmentPrefix prefix) {
            return text(new StringMatch.Exact(prefix.prefix(), prefix.ignoreCase()), path)
                    || text(new StringMatch.Prefix(prefix.prefix() + "/", prefix.ignoreCase()), path);
        }
        return text(new StringMatch.Regex(((PathMatch.Regex) match).regex()), path);
    }

    private static boolean header(HeaderMatch match, RequestHead head) {
        List<String> values = new ArrayList<>();
        switch (match.name()) {
            case ":method" -> values.add(head.method());
            case ":authority" -> values.add(head.authority());
            default ->
                head.forEachHeader((name, value) -> {
                    if (name.equals(match.name())) {
                        values.add(value);
                    }
                });
        }
        if (values.isEmpty() && !match.missingIsEmpty()) {
            return match.invert() && match.value() instanceof StringMatch.Present;
        }
        if (values.isEmpty()) {
            values.add("");
        }
        return values.stream().anyMatch(value -> text(match.value(), value)) != match.invert();
    }

    private static boolean parameter(QueryParameterMatch match, String query) {
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            if (parts[0].equals(match.name())) {
                return text(match.value(), parts.length > 1 ? parts[1] : "");
            }
        }
        return false;
    }

    private static boolean text(StringMatch match, String text) {
        if (match instanceof StringMatch.Exact exact) {
            return folded(text, exact.ignoreCase()).equals(folded(exact.value(), exact.ignoreCase()));
        } else if (match instanceof StringMatch.Prefix prefix) {
            return folded(text, prefix.ignoreCase()).startsWith(folded(prefix.value(), prefix.ignoreCase()));
        } else if (match instanceof StringMatch.Suffix suffix) {
            return folded(text, suffix.ignoreCase()).endsWith(folded(suffix.value(), suffix.ignoreCase()));
        } else if (match instanceof StringMatch.Contains contains) {
            return folded(text, contains.ignoreCase()).contains(folded(contains.value(), contains.ignoreCase()));
        } else if (match instanceof StringMatch.Regex regex) {
            return Pattern.matches(regex.regex(), text);
        }
        return true;
    }

    private static String folded(String text, boolean ignoreCase) {
        return ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
    }
}
