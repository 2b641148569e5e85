package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.model.HeaderMatch;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import io.weft.model.VirtualHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RouteTableTest {

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 5", "5, 8", "40, 8"})
    void findsWhatAScanFromTheFirstRouteToTheLastWouldFind(int headers, int crowd) {
        RandomRoutes world = new RandomRoutes(new Random(20261121 + headers + crowd), headers, crowd);
        int found = 0;
        for (int round = 0; round < 400; round++) {
            List<Route> routes = world.routes(1 + round % 60);
            RouteTable table = new RouteTable(new VirtualHost("reviews", routes));
            for (int i = 0; i < 60; i++) {
                CallHead head = world.request();
                CompiledRoute ours = table.find(head);
                assertThat(ours == null ? null : ours.route()).isSameAs(FirstMatch.of(routes, head));
                found += ours == null ? 0 : 1;
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
        List<Route> routes = IntStream.range(1000, 2000)
                .mapToObj(i -> route("r" + i, apart.apply(i), ""))
                .toList();
        SentHead sent = SentHead.get("host1999/a/item1999/x?q=1999", "h5", "user1999", "h1999", "");
        CallHead head = new CallHead(sent, sent.path(), List.of(), "");
        List<Integer> seen = new ArrayList<>();
        new RouteIndex(RouteTable.keys(new VirtualHost("reviews", routes)))
                .first(head, (route, request) -> !seen.add(route), 1000);
        assertThat(seen).containsExactly(999);
    }

    @Test
    void namesTheRouteWithAWrongRegex() {
        Route bad = route("bad", new PathMatch.Regex("/a(b"), "reviews.yaml:7");
        assertThatThrownBy(() -> new RouteTable(new VirtualHost("reviews.default:9080", List.of(bad))))
                .hasMessageContaining("reviews.default:9080")
                .hasMessageContaining("'bad' (reviews.yaml:7)")
                .hasMessageContaining("missing closing )");
    }

    @Test
    void refusesARegexThatIsTooBig() {
        Route wide = route("wide", new PathMatch.Regex("((a{100}){100}){100}"), "");
        assertThatThrownBy(() -> new RouteTable(new VirtualHost("reviews", List.of(wide))))
                .isInstanceOf(IllegalArgumentException.class);
        Route big = route("big", new PathMatch.Regex("(" + "[a-z]{50}".repeat(20) + "){50}"), "");
        assertThatThrownBy(() -> new RouteTable(new VirtualHost("reviews", List.of(big))))
                .hasMessageContaining("at most " + SafeRegex.MAX_PROGRAM);
        Route lengthy = route("long", new PathMatch.Regex("a".repeat(SafeRegex.MAX_LENGTH + 1)), "");
        assertThatThrownBy(() -> new RouteTable(new VirtualHost("reviews", List.of(lengthy))))
                .hasMessageContaining("at most " + SafeRegex.MAX_LENGTH);
    }

    private static Route route(String name, PathMatch path, String origin) {
        return route(name, on(path), origin);
    }

    private static RouteMatch on(PathMatch path) {
        return new RouteMatch(path, List.of(), List.of());
    }

    private static RouteMatch on(String prefix, String header, StringMatch value) {
        HeaderMatch match = new HeaderMatch(header, value, false, false);
        return new RouteMatch(new PathMatch.Prefix(prefix, false), List.of(match), List.of());
    }

    private static Route route(String name, RouteMatch match, String origin) {
        return new Route(name, match, new RouteAction.Respond(200, name), HeaderEdits.NONE, Fault.NONE, origin);
    }
}
