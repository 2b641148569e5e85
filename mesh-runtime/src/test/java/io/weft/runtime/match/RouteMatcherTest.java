package io.weft.runtime.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.HeaderMatch;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RouteMatcherTest {

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 5", "5, 8", "40, 8"})
    void findsWhatAScanFromTheFirstRouteToTheLastWouldFind(int headers, int crowd) {
        RandomRoutes world = new RandomRoutes(new Random(20261121 + headers + crowd), headers, crowd);
        int found = 0;
        for (int round = 0; round < 400; round++) {
            List<RouteMatch> routes = world.routes(1 + round % 60);
            RouteMatcher matcher = new RouteMatcher(conditions(routes));
            for (int i = 0; i < 60; i++) {
                SentHead head = world.request();
                int ours = matcher.first(head);
                assertThat(ours).isEqualTo(FirstMatch.of(routes, head));
                found += ours == RouteMatcher.NONE ? 0 : 1;
            }
        }
        assertThat(found).isBetween(4_000, 23_000);
    }

    static List<IntFunction<RouteMatch>> waysToTellRoutesApart() {
        return List.of(
                i -> on("/", "h5", new StringMatch.Exact("user" + i, false)),
                i -> on("/", "h5", new StringMatch.Prefix("user" + i, false)),
                i -> on("/", "h5", new StringMatch.Regex("^(.*;)?(user" + i + ")(;.*)?$")),
                i -> on("/", "h" + i, new StringMatch.Present()),
                i -> on("/", ":authority", new StringMatch.Exact("host" + i, false)),
                i -> on(new PathMatch.Regex("/.*/item" + i + "/x")),
                i -> on(new PathMatch.Prefix("/A/item" + i, true)),
                i -> new RouteMatch(
                        new PathMatch.Prefix("/", false),
                        List.of(),
                        List.of(new QueryParameterMatch("q", new StringMatch.Exact("" + i, false)))));
    }

    @ParameterizedTest
    @MethodSource("waysToTellRoutesApart")
    void looksAtOneRouteOfAThousand(IntFunction<RouteMatch> apart) {
        List<RouteMatch> routes = IntStream.range(1000, 2000).mapToObj(apart).toList();
        SentHead head = SentHead.get("host1999/a/item1999/x?q=1999", "h5", "user1999", "h1999", "");
        List<Integer> seen = new ArrayList<>();
        new RouteIndex(RouteMatcher.keys(conditions(routes))).first(head, (route, request) -> !seen.add(route), 1000);
        assertThat(seen).containsExactly(999);
    }

    private static List<Conditions> conditions(List<RouteMatch> routes) {
        return routes.stream().map(Conditions::new).toList();
    }

    private static RouteMatch on(PathMatch path) {
        return new RouteMatch(path, List.of(), List.of());
    }

    private static RouteMatch on(String prefix, String header, StringMatch value) {
        HeaderMatch match = new HeaderMatch(header, value, false, false);
        return new RouteMatch(new PathMatch.Prefix(prefix, false), List.of(match), List.of());
    }
}
