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
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private static final String[] PIECES = {"/", "/a", "/A", "/ab", "/api", "/api/", "/b", "x", "1", "//", "/a.b"};

    private final Random random = new Random(20261121);

    @Test
    void findsWhatAScanFromTheFirstRouteToTheLastWouldFind() {
        int found = 0;
        for (int round = 0; round < 400; round++) {
            List<Route> routes = new ArrayList<>();
            for (int i = random.nextInt(30); i >= 0; i--) {
                routes.add(route("r" + i, match(), ""));
            }
            RouteTable table = new RouteTable(new VirtualHost("reviews", routes));
            for (int i = 0; i < 60; i++) {
                CallHead head = head();
                CompiledRoute ours = table.find(head);
                assertThat(ours == null ? null : ours.route()).isSameAs(scan(routes, head));
                found += ours == null ? 0 : 1;
            }
        }
        assertThat(found).isBetween(4_000, 20_000);
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

    @Test
    void takesTheLiteralBeginningOfARegexOnlyAsFarAsItIsCertain() {
        assertThat(RouteTable.literalBeginning("/api/v[0-9]+/x")).isEqualTo("/api/v");
        assertThat(RouteTable.literalBeginning("^/api/v.*")).isEqualTo("/api/v");
        assertThat(RouteTable.literalBeginning("/apis?")).isEqualTo("/api");
        assertThat(RouteTable.literalBeginning("/api|/b")).isEmpty();
        assertThat(RouteTable.literalBeginning("/static/x\\.css")).isEqualTo("/static/x");
        assertThat(RouteTable.literalBeginning("(?i)/api")).isEmpty();
    }

    private static Route route(String name, PathMatch path, String origin) {
        return route(name, new RouteMatch(path, List.of(), List.of()), origin);
    }

    private static Route route(String name, RouteMatch match, String origin) {
        return new Route(name, match, new RouteAction.Respond(200, name), HeaderEdits.NONE, Fault.NONE, origin);
    }

    private RouteMatch match() {
        List<HeaderMatch> headers = random.nextInt(3) > 0
                ? List.of()
                : List.of(new HeaderMatch(
                        random.nextBoolean() ? "end-user" : ":method",
                        random.nextBoolean()
                                ? new StringMatch.Exact("jason", false)
                                : new StringMatch.Prefix("G", true),
                        random.nextBoolean(),
                        random.nextBoolean()));
        List<QueryParameterMatch> queries = random.nextInt(5) > 0
                ? List.of()
                : List.of(new QueryParameterMatch("q", new StringMatch.Exact("1", false)));
        return new RouteMatch(pathMatch(), headers, queries);
    }

    private PathMatch pathMatch() {
        boolean ignoreCase = random.nextInt(4) == 0;
        return switch (random.nextInt(4)) {
            case 0 -> new PathMatch.Exact(path(), ignoreCase);
            case 1 -> new PathMatch.SegmentPrefix(path(), ignoreCase);
            case 2 ->
                new PathMatch.Regex(Pattern.quote(path()).replace("\\Q", "").replace("\\E", "") + "[a-z/]*");
            default -> new PathMatch.Prefix(path(), ignoreCase);
        };
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            path.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return path.toString();
    }

    private CallHead head() {
        String query = new String[] {"", "?q=1", "?q=2&q=1", "?x"}[random.nextInt(4)];
        String user = new String[] {"jason", "Gina", ""}[random.nextInt(3)];
        SentHead sent =
                user.isEmpty() ? SentHead.get("reviews" + "/") : SentHead.get("reviews" + "/", "end-user", user);
        return new CallHead(sent, path() + query, List.of());
    }

    private static @Nullable Route scan(List<Route> routes, CallHead head) {
        for (Route route : routes) {
            if (pathMatches(route.match().path(), head) && new CompiledRoute(route).holds(head)) {
                return route;
            }
        }
        return null;
    }

    private static boolean pathMatches(PathMatch match, CallHead head) {
        String path = head.path().substring(0, head.pathEnd());
        if (match instanceof PathMatch.Exact exact) {
            return exact.ignoreCase() ? path.equalsIgnoreCase(exact.path()) : path.equals(exact.path());
        } else if (match instanceof PathMatch.Prefix prefix) {
            return begins(path, prefix.prefix(), prefix.ignoreCase());
        } else if (match instanceof PathMatch.SegmentPrefix prefix) {
            int length = prefix.prefix().length();
            return begins(path, prefix.prefix(), prefix.ignoreCase())
                    && (path.length() == length || path.charAt(length) == '/');
        }
        return Pattern.matches(((PathMatch.Regex) match).regex(), path);
    }

    private static boolean begins(String path, String prefix, boolean ignoreCase) {
        return ignoreCase
                ? path.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT))
                : path.startsWith(prefix);
    }
}
