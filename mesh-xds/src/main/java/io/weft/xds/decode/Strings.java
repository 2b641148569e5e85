package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.weft.model.StringMatch;

/** Envoy's StringMatcher. */
final class Strings {

    private Strings() {}

    static StringMatch decode(StringMatcher matcher, Field at) {
        boolean ignoreCase = matcher.getIgnoreCase();
        return switch (matcher.getMatchPatternCase()) {
            case EXACT -> new StringMatch.Exact(matcher.getExact(), ignoreCase);
            case PREFIX -> new StringMatch.Prefix(matcher.getPrefix(), ignoreCase);
            case SUFFIX -> new StringMatch.Suffix(matcher.getSuffix(), ignoreCase);
            case CONTAINS -> new StringMatch.Contains(matcher.getContains(), ignoreCase);
            // Envoy: ignore_case has no effect on an expression.
            case SAFE_REGEX -> new StringMatch.Regex(Values.regex(matcher.getSafeRegex(), at.in("safe_regex")));
            case CUSTOM -> throw at.in("custom").malformed("is not supported");
            case MATCHPATTERN_NOT_SET -> throw at.malformed("says nothing to match");
        };
    }
}
