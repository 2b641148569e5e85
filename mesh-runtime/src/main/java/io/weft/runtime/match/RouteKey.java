package io.weft.runtime.match;

import io.weft.model.HeaderMatch;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that a request must have for a route to match, such that routes can be looked up by it: a literal in some
 * text of the request.
 *
 * @param source {@link #PATH}, {@link #QUERY}, or a header's name
 * @param place where in that text
 * @param literal in lower case if its case does not matter
 */
record RouteKey(String source, Place place, String literal) {

    /** The path without its query. */
    static final String PATH = "/";

    /** The parameters of the query, each a text {@code name=value}. */
    static final String QUERY = "?";

    enum Place {
        WHOLE,
        BEGINNING,
        SEGMENTS,
        WHOLE_ANY_CASE,
        BEGINNING_ANY_CASE,
        SEGMENTS_ANY_CASE,
        ANYWHERE
    }

    /** The keys of a route; at least one, the path's first. */
    static List<RouteKey> of(RouteMatch match) {
        List<RouteKey> keys = new ArrayList<>();
        path(match.path(), keys);
        for (HeaderMatch header : match.headers()) {
            if (!header.invert()) {
                header(header, keys);
            }
        }
        for (QueryParameterMatch parameter : match.queryParameters()) {
            query(parameter.name(), parameter.value(), keys);
        }
        return keys;
    }

    private static void path(PathMatch match, List<RouteKey> keys) {
        if (match instanceof PathMatch.Exact exact) {
            keys.add(path(exact.ignoreCase() ? Place.WHOLE_ANY_CASE : Place.WHOLE, exact.path()));
        } else if (match instanceof PathMatch.Prefix prefix) {
            keys.add(path(prefix.ignoreCase() ? Place.BEGINNING_ANY_CASE : Place.BEGINNING, prefix.prefix()));
        } else if (match instanceof PathMatch.SegmentPrefix prefix) {
            keys.add(path(prefix.ignoreCase() ? Place.SEGMENTS_ANY_CASE : Place.SEGMENTS, prefix.prefix()));
        } else if (match instanceof PathMatch.Regex regex) {
            RegexLiterals literals = RegexLiterals.of(regex.regex());
            keys.add(path(Place.BEGINNING, literals.beginning()));
            anywhere(PATH, literals.within(), keys);
        }
    }

    private static RouteKey path(Place place, String literal) {
        boolean anyCase = place.compareTo(Place.WHOLE_ANY_CASE) >= 0 && place != Place.ANYWHERE;
        return new RouteKey(PATH, place, anyCase ? literal.toLowerCase(Locale.ROOT) : literal);
    }

    private static void header(HeaderMatch match, List<RouteKey> keys) {
        String name = match.name();
        if (match.value() instanceof StringMatch.Exact exact && !exact.ignoreCase()) {
            header(match, Place.WHOLE, exact.value(), keys);
        } else if (match.value() instanceof StringMatch.Suffix suffix && !suffix.ignoreCase()) {
            anywhere(name, suffix.value(), keys);
        } else if (match.value() instanceof StringMatch.Contains contains && !contains.ignoreCase()) {
            anywhere(name, contains.value(), keys);
        } else {
            header(match, Place.BEGINNING, beginning(match.value()), keys);
            if (match.value() instanceof StringMatch.Regex regex) {
                anywhere(name, RegexLiterals.of(regex.regex()).within(), keys);
            }
        }
    }

    /** A header that may be absent for the condition to hold cannot be looked up. */
    private static void header(HeaderMatch match, Place place, String literal, List<RouteKey> keys) {
        if (!literal.isEmpty() || !match.missingIsEmpty()) {
            keys.add(new RouteKey(match.name(), place, literal));
        }
    }

    private static void query(String name, StringMatch value, List<RouteKey> keys) {
        if (value instanceof StringMatch.Exact exact
                && !exact.ignoreCase()
                && !exact.value().isEmpty()) {
            keys.add(new RouteKey(QUERY, Place.WHOLE, name + "=" + exact.value()));
        } else {
            // A parameter without a value need not have the equals sign.
            String beginning = beginning(value);
            keys.add(new RouteKey(QUERY, Place.BEGINNING, beginning.isEmpty() ? name : name + "=" + beginning));
        }
    }

    private static String beginning(StringMatch value) {
        if (value instanceof StringMatch.Prefix prefix && !prefix.ignoreCase()) {
            return prefix.value();
        }
        return value instanceof StringMatch.Regex regex
                ? RegexLiterals.of(regex.regex()).beginning()
                : "";
    }

    private static void anywhere(String source, String literal, List<RouteKey> keys) {
        if (!literal.isEmpty()) {
            keys.add(new RouteKey(source, Place.ANYWHERE, literal));
        }
    }
}
