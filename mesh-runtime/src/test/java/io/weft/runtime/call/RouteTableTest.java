package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.model.PathMatch;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.VirtualHost;
import io.weft.runtime.match.SafeRegex;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {

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
        return route(name, new RouteMatch(path, List.of(), List.of()), origin);
    }

    private static Route route(String name, RouteMatch match, String origin) {
        return new Route(name, match, new RouteAction.Respond(200, name), HeaderEdits.NONE, Fault.NONE, origin);
    }
}
