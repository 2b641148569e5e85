package io.weft.runtime.call;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.weft.model.PathMatch;
import io.weft.model.RegexRewrite;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.runtime.match.SafeRegex;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a route changes the path of a request or of a redirect; the query stays. Immutable. */
final class PathRewrite {

    private static final PathRewrite NONE = new PathRewrite(Optional.empty(), Optional.empty(), -1);

    private final Optional<String> prefix;
    private final @Nullable Pattern regex;
    private final String substitution;
    private final int matchedLength;

    private PathRewrite(Optional<String> prefix, Optional<RegexRewrite> regex, int matchedLength) {
        this.prefix = prefix;
        this.regex = regex.map(rewrite -> SafeRegex.compile(rewrite.regex())).orElse(null);
        this.substitution = regex.map(RegexRewrite::substitution).orElse("");
        this.matchedLength = matchedLength;
    }

    static PathRewrite of(Route route) {
        int matched = matchedLength(route.match().path());
        if (route.action() instanceof RouteAction.Forward forward) {
            return of(forward.rewrite().prefix(), forward.rewrite().regex(), matched);
        }
        return route.action() instanceof RouteAction.Redirect redirect
                ? of(redirect.prefix(), redirect.regex(), matched)
                : NONE;
    }

    private static PathRewrite of(Optional<String> prefix, Optional<RegexRewrite> regex, int matchedLength) {
        return prefix.isEmpty() && regex.isEmpty() ? NONE : new PathRewrite(prefix, regex, matchedLength);
    }

    /** How much of a path the match took; -1 for all of it. */
    private static int matchedLength(PathMatch match) {
        if (match instanceof PathMatch.Prefix prefix) {
            return prefix.prefix().length();
        }
        return match instanceof PathMatch.SegmentPrefix prefix ? prefix.prefix().length() : -1;
    }

    boolean isNone() {
        return prefix.isEmpty() && regex == null;
    }

    /** Path and query after the rewrite. */
    String apply(CallHead head) {
        String path = head.path();
        if (prefix.isPresent()) {
            return prefix.get() + path.substring(matchedLength < 0 ? head.pathEnd() : matchedLength);
        }
        return regex == null
                ? path
                : replaceAll(regex, path.substring(0, head.pathEnd())) + path.substring(head.pathEnd());
    }

    private String replaceAll(Pattern pattern, String path) {
        Matcher matcher = pattern.matcher(path);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            out.append(path, from, matcher.start());
            substitute(matcher, out);
            from = matcher.end();
        }
        return out.append(path, from, path.length()).toString();
    }

    /** RE2's way: a backslash and one digit stand for a group, two backslashes for one. */
    private void substitute(Matcher matcher, StringBuilder out) {
        for (int i = 0; i < substitution.length(); i++) {
            char c = substitution.charAt(i);
            if (c != '\\' || i + 1 == substitution.length()) {
                out.append(c);
                continue;
            }
            char next = substitution.charAt(++i);
            int group = Character.digit(next, 10);
            if (group < 0) {
                out.append(next);
            } else if (group <= matcher.groupCount() && matcher.group(group) != null) {
                out.append(matcher.group(group));
            }
        }
    }
}
