package io.weft.runtime.match;

import io.weft.model.HeaderMatch;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Routes and requests from so small a world that they often meet.
 *
 * @param headers how many different headers there are
 * @param crowd how many routes in ten are on the path {@code /}, as those that are told apart by headers are
 */
record RandomRoutes(Random random, int headers, int crowd) {

    private static final String[] PIECES = {"/", "/a", "/A", "/ab", "/api", "/api/", "/b", "x", "1", "//", "/a.b"};
    private static final String[] VALUES = {"jason", "Gina", "GET", "v1", "v12", "", "x=1; user=jason", "reviews"};

    List<RouteMatch> routes(int count) {
        List<RouteMatch> routes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            routes.add(new RouteMatch(path(), some(2, this::header), some(1, this::parameter)));
        }
        return routes;
    }

    SentHead request() {
        List<Map.Entry<String, String>> lines =
                some(3, () -> Map.entry(name(), one(VALUES) + (random.nextInt(9) == 0 ? ",v1" : "")));
        List<String> query = some(2, () -> one("q", "p", "q2") + one("", "=", "=1", "=v1", "=v12"));
        String path = literal() + (query.isEmpty() ? "" : "?" + String.join("&", query));
        return new SentHead(one("GET", "POST"), one("reviews", "v1"), path, lines, false);
    }

    private PathMatch path() {
        boolean ignoreCase = random.nextInt(4) == 0;
        if (random.nextInt(10) < crowd) {
            return new PathMatch.Prefix("/", false);
        }
        return switch (random.nextInt(4)) {
            case 0 -> new PathMatch.Exact(literal(), ignoreCase);
            case 1 -> new PathMatch.SegmentPrefix(literal(), ignoreCase);
            case 2 -> new PathMatch.Regex(regex(literal()));
            default -> new PathMatch.Prefix(literal(), ignoreCase);
        };
    }

    private HeaderMatch header() {
        String name = random.nextInt(4) == 0 ? one(":method", ":authority") : name();
        boolean inverted = random.nextInt(4) == 0;
        return new HeaderMatch(name, value(), inverted, random.nextInt(3) == 0);
    }

    private QueryParameterMatch parameter() {
        return new QueryParameterMatch(one("q", "p"), value());
    }

    private StringMatch value() {
        String value = one(VALUES);
        boolean ignoreCase = random.nextInt(4) == 0;
        return switch (random.nextInt(7)) {
            case 0 -> new StringMatch.Present();
            case 1 -> new StringMatch.Prefix(value, ignoreCase);
            case 2 -> new StringMatch.Suffix(value, ignoreCase);
            case 3 -> new StringMatch.Contains(value, ignoreCase);
            case 4 -> new StringMatch.Regex(regex(value));
            default -> new StringMatch.Exact(value, ignoreCase);
        };
    }

    private String regex(String literal) {
        String quoted = literal.replace(".", "\\.");
        return switch (random.nextInt(6)) {
            case 0 -> quoted + "[a-z/]*";
            case 1 -> "^(.*;?)?(" + quoted + ")(;.*)?$";
            case 2 -> ".*" + quoted;
            case 3 -> quoted + (quoted.isEmpty() ? "|" : "?|") + one(VALUES);
            case 4 -> "(?i)" + quoted + ".*";
            default -> quoted.isEmpty() ? "." : quoted + "+";
        };
    }

    private String literal() {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            path.append(one(PIECES));
        }
        return path.toString();
    }

    private String name() {
        return "h" + random.nextInt(headers);
    }

    private <T> List<T> some(int atMost, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(atMost + 1); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }
}
