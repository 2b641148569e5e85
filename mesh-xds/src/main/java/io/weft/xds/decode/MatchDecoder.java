package io.weft.xds.decode;

import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.weft.model.HeaderMatch;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Envoy's RouteMatch. */
final class MatchDecoder {

    private MatchDecoder() {}

    static io.weft.model.RouteMatch decode(RouteMatch match, Field at) {
        refuseWhatTheModelLacks(match, at);
        List<HeaderMatch> headers = new ArrayList<>();
        for (int i = 0; i < match.getHeadersCount(); i++) {
            headers.add(header(match.getHeaders(i), at.in("headers", i)));
        }
        if (match.hasGrpc()) {
            headers.add(
                    new HeaderMatch("content-type", new StringMatch.Prefix("application/grpc", false), false, false));
        }
        List<QueryParameterMatch> queryParameters = new ArrayList<>();
        for (int i = 0; i < match.getQueryParametersCount(); i++) {
            queryParameters.add(queryParameter(match.getQueryParameters(i), at.in("query_parameters", i)));
        }
        return new io.weft.model.RouteMatch(path(match, at), headers, queryParameters);
    }

    private static PathMatch path(RouteMatch match, Field at) {
        // Unset means sensitive.
        boolean ignoreCase =
                match.hasCaseSensitive() && !match.getCaseSensitive().getValue();
        return switch (match.getPathSpecifierCase()) {
            case PREFIX -> new PathMatch.Prefix(match.getPrefix(), ignoreCase);
            case PATH -> new PathMatch.Exact(match.getPath(), ignoreCase);
            case PATH_SEPARATED_PREFIX -> new PathMatch.SegmentPrefix(match.getPathSeparatedPrefix(), ignoreCase);
            case SAFE_REGEX -> new PathMatch.Regex(Values.regex(match.getSafeRegex(), at.in("safe_regex")));
            case CONNECT_MATCHER -> throw at.in("connect_matcher").malformed("is not supported");
            case PATH_MATCH_POLICY -> throw at.in("path_match_policy").malformed("is not supported");
            case PATHSPECIFIER_NOT_SET -> throw at.malformed("has no condition on the path");
        };
    }

    static HeaderMatch header(HeaderMatcher matcher, Field at) {
        if (matcher.getName().isEmpty()) {
            throw at.in("name").malformed("is empty");
        }
        StringMatch value = switch (matcher.getHeaderMatchSpecifierCase()) {
            case STRING_MATCH -> Strings.decode(matcher.getStringMatch(), at.in("string_match"));
            case EXACT_MATCH -> new StringMatch.Exact(matcher.getExactMatch(), false);
            case PREFIX_MATCH -> new StringMatch.Prefix(matcher.getPrefixMatch(), false);
            case SUFFIX_MATCH -> new StringMatch.Suffix(matcher.getSuffixMatch(), false);
            case CONTAINS_MATCH -> new StringMatch.Contains(matcher.getContainsMatch(), false);
            case SAFE_REGEX_MATCH ->
                new StringMatch.Regex(Values.regex(matcher.getSafeRegexMatch(), at.in("safe_regex_match")));
            // Envoy: a matcher that says nothing asks for presence.
            case PRESENT_MATCH, HEADERMATCHSPECIFIER_NOT_SET -> new StringMatch.Present();
            case RANGE_MATCH -> throw at.in("range_match").malformed("is not supported");
        };
        boolean absent = matcher.hasPresentMatch() && !matcher.getPresentMatch();
        return new HeaderMatch(
                matcher.getName().toLowerCase(Locale.ROOT),
                value,
                matcher.getInvertMatch() != absent,
                matcher.getTreatMissingHeaderAsEmpty());
    }

    private static QueryParameterMatch queryParameter(QueryParameterMatcher matcher, Field at) {
        StringMatch value = matcher.hasStringMatch()
                ? Strings.decode(matcher.getStringMatch(), at.in("string_match"))
                : new StringMatch.Present();
        return new QueryParameterMatch(matcher.getName(), value);
    }

    private static void refuseWhatTheModelLacks(RouteMatch match, Field at) {
        if (match.hasRuntimeFraction()) {
            throw at.in("runtime_fraction").malformed("is not supported");
        }
        if (match.getCookiesCount() > 0) {
            throw at.in("cookies").malformed("is not supported");
        }
        if (match.hasTlsContext()) {
            throw at.in("tls_context").malformed("is not supported");
        }
        if (match.getDynamicMetadataCount() > 0) {
            throw at.in("dynamic_metadata").malformed("is not supported");
        }
        if (match.getFilterStateCount() > 0) {
            throw at.in("filter_state").malformed("is not supported");
        }
    }
}
