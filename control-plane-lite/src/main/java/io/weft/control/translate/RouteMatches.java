package io.weft.control.translate;

import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.weft.control.config.HttpMatchRequest;
import io.weft.control.config.StringMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Conditions of a VirtualService as Envoy's. */
final class RouteMatches {

    static final String METHOD = ":method";
    static final String AUTHORITY = ":authority";
    static final String SCHEME = ":scheme";

    /** Takes every request. Case is always spelt out, for gRPC and Envoy differ where nothing is said. */
    static final RouteMatch ANY = RouteMatch.newBuilder()
            .setPrefix("/")
            .setCaseSensitive(BoolValue.of(true))
            .build();

    private RouteMatches() {}

    static RouteMatch translate(HttpMatchRequest match) {
        RouteMatch.Builder out = ANY.toBuilder().setCaseSensitive(BoolValue.of(!match.ignoreUriCase()));
        match.uri().ifPresent(uri -> path(out, uri));
        out.addAllHeaders(headers(match));
        match.method().ifPresent(method -> out.addHeaders(header(METHOD, method)));
        match.authority().ifPresent(authority -> out.addHeaders(header(AUTHORITY, authority)));
        match.scheme().ifPresent(scheme -> out.addHeaders(header(SCHEME, scheme)));
        match.queryParams().forEach((name, value) -> out.addQueryParameters(queryParameter(name, value)));
        return out.build();
    }

    /** Whether every request is taken, so that no later route can be reached. */
    static boolean isCatchAll(RouteMatch match) {
        boolean anyPath =
                match.getPrefix().equals("/") || match.getSafeRegex().getRegex().equals(".*");
        return anyPath && match.getHeadersCount() == 0 && match.getQueryParametersCount() == 0;
    }

    private static void path(RouteMatch.Builder out, StringMatch uri) {
        switch (uri.type()) {
            case EXACT -> out.setPath(uri.value());
            case PREFIX -> out.setPrefix(uri.value());
            case REGEX -> out.setSafeRegex(RegexMatcher.newBuilder().setRegex(uri.value()));
            case PRESENT -> out.setPrefix("/");
        }
    }

    private static List<HeaderMatcher> headers(HttpMatchRequest match) {
        List<HeaderMatcher> headers = new ArrayList<>();
        match.headers().forEach((name, value) -> headers.add(header(name, value)));
        match.withoutHeaders().forEach((name, value) -> headers.add(without(name, value)));
        headers.sort(Comparator.comparing(HeaderMatcher::getName));
        return headers;
    }

    private static HeaderMatcher header(String name, StringMatch match) {
        HeaderMatcher.Builder header = HeaderMatcher.newBuilder().setName(name.toLowerCase(Locale.ROOT));
        return isPresence(match)
                ? header.setPresentMatch(true).build()
                : header.setStringMatch(string(match)).build();
    }

    /** An absent header counts as an empty one, except where only its presence is asked for. */
    private static HeaderMatcher without(String name, StringMatch match) {
        return header(name, match).toBuilder()
                .setInvertMatch(true)
                .setTreatMissingHeaderAsEmpty(!isPresence(match))
                .build();
    }

    private static QueryParameterMatcher queryParameter(String name, StringMatch match) {
        QueryParameterMatcher.Builder parameter =
                QueryParameterMatcher.newBuilder().setName(name);
        return isPresence(match)
                ? parameter.setPresentMatch(true).build()
                : parameter.setStringMatch(string(match)).build();
    }

    private static boolean isPresence(StringMatch match) {
        return match.type() == StringMatch.Type.PRESENT;
    }

    static StringMatcher string(StringMatch match) {
        StringMatcher.Builder string = StringMatcher.newBuilder();
        return switch (match.type()) {
            case EXACT -> string.setExact(match.value()).build();
            case PREFIX -> string.setPrefix(match.value()).build();
            case REGEX, PRESENT ->
                string.setSafeRegex(RegexMatcher.newBuilder().setRegex(match.value()))
                        .build();
        };
    }
}
