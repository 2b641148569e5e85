package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.model.MeshSnapshot;
import io.weft.model.PathMatch;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.Upstream;
import io.weft.model.VirtualHost;
import io.weft.runtime.HandClock;
import io.weft.runtime.match.SentHead;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RouteTablesTest {

    private final RouteTables tables = new RouteTables();

    private static VirtualHost answering(String body) {
        return host(new PathMatch.Prefix("/", false), body);
    }

    private static VirtualHost broken() {
        return host(new PathMatch.Regex("/a(b"), "never");
    }

    private static VirtualHost host(PathMatch path, String body) {
        RouteMatch match = new RouteMatch(path, List.of(), List.of());
        RouteAction action = new RouteAction.Respond(200, body);
        return new VirtualHost("host", List.of(new Route("r", match, action, HeaderEdits.NONE, Fault.NONE, "")));
    }

    private static MeshSnapshot snapshot(VirtualHost reviews, VirtualHost ratings) {
        return new MeshSnapshot(
                "1",
                Map.of("reviews:9080", new Upstream.Known(reviews), "ratings:9080", new Upstream.Known(ratings)),
                Map.of());
    }

    @Test
    void compilesEachVirtualHostOnce() {
        VirtualHost host = answering("a");
        RouteTable first = tables.of("reviews:9080", host);
        assertThat(tables.of("reviews:9080", host)).isSameAs(first);
        assertThat(tables.of("reviews:9080", answering("a"))).isSameAs(first);
        assertThat(tables.of("reviews:9080", answering("b"))).isNotSameAs(first);
    }

    @Test
    void forgetsUpstreamsThatAreGone() {
        VirtualHost host = answering("a");
        RouteTable first = tables.of("reviews:9080", host);
        tables.prepare(new MeshSnapshot("2", Map.of(), Map.of()));
        assertThat(tables.of("reviews:9080", host)).isNotSameAs(first);
    }

    @Test
    void keepsTheLastGoodTableOfAnUpstreamAndCompilesTheOthers() {
        VirtualHost ratings = answering("new");
        tables.prepare(snapshot(answering("good"), answering("old")));
        RouteTable good = tables.of("reviews:9080", answering("good"));
        RouteTable old = tables.of("ratings:9080", answering("old"));
        VirtualHost bad = broken();
        tables.prepare(snapshot(bad, ratings));
        assertThat(tables.of("reviews:9080", bad)).isSameAs(good);
        assertThat(tables.of("ratings:9080", ratings)).isNotSameAs(old);
        tables.prepare(snapshot(broken(), ratings));
        assertThat(tables.of("reviews:9080", bad)).isSameAs(good);
    }

    @Test
    void answersThatThereIsNoRouteWhereThereNeverWasAGoodTable() {
        HandClock clock = new HandClock();
        Random random = new Random(1);
        CallPlanner planner = new CallPlanner(new Upstreams(clock, random), MeshEvents.NONE, clock, random);
        MeshSnapshot snapshot = snapshot(broken(), answering("fine"));
        planner.prepare(snapshot);
        assertThat(answer(planner, snapshot, "reviews:9080/").httpStatus()).isEqualTo(404);
        assertThat(answer(planner, snapshot, "ratings:9080/").body()).isEqualTo("fine");
    }

    private static Answer answer(CallPlanner planner, MeshSnapshot snapshot, String url) {
        return (Answer) planner.plan(SentHead.get(url), snapshot, OptionalLong.empty());
    }
}
