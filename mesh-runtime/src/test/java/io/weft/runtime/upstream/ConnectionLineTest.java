package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.model.Thresholds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** maxConnections, http1MaxPendingRequests and http2MaxRequests: who goes, who waits, who is refused. */
class ConnectionLineTest {

    private static final int ANY = Integer.MAX_VALUE;
    private static final Outcome OK = Outcome.ofHttp(200);

    private final World world = new World();

    static Cluster cluster(Cluster.Protocol protocol, int connections, int pending, int requests, int streams) {
        return new Cluster(
                "outbound|9080||alpha",
                protocol,
                World.endpoints("a", "b"),
                new LoadBalancing.RoundRobin(),
                Optional.empty(),
                0,
                new Thresholds(connections, pending, requests, ANY, Thresholds.RetryBudget.DEFAULT),
                java.time.Duration.ofSeconds(10),
                new ConnectionPolicy(0, Optional.empty(), Optional.empty(), Optional.empty(), streams),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "alpha",
                "",
                "");
    }

    private ClusterView http1(int connections, int pending, int requests) {
        return world.upstreams.view(cluster(Cluster.Protocol.HTTP1, connections, pending, requests, ANY));
    }

    private static Place place(ClusterView view) {
        return (Place) view.pick(PickArgs.FIRST);
    }

    private static Pick connected(ClusterView view) {
        Pick pick = World.pick(view);
        pick.connected();
        return pick;
    }

    private static void refused(ClusterView view) {
        assertThat(((Choice.Refusal) view.pick(PickArgs.FIRST)).flag()).isEqualTo(ResponseFlag.UO);
    }

    @Test
    void waitsForAConnectionAndGoesInTurn() {
        ClusterView view = http1(1, 2, ANY);
        Pick first = connected(view);
        Place second = place(view);
        Place third = place(view);
        refused(view);
        assertThat(second.pick(PickArgs.FIRST)).isSameAs(second);

        first.done(OK);
        assertThat(List.of(second.turn().isDone(), third.turn().isDone())).containsExactly(true, false);
        Pick went = (Pick) second.pick(PickArgs.FIRST);
        went.done(OK);
        assertThat(third.pick(PickArgs.FIRST)).isInstanceOf(Pick.class);
    }

    @Test
    void countsARequestAsPendingUntilItHasItsConnection() {
        ClusterView view = http1(ANY, 1, ANY);
        Pick connecting = World.pick(view);
        refused(view);
        connecting.connected();
        Pick second = World.pick(view);
        second.done(Outcome.of(Outcome.Kind.CONNECT_FAILURE));
        assertThat(view.pick(PickArgs.FIRST)).isInstanceOf(Pick.class);
    }

    /** The last connection was closed, and the next is not there yet. */
    @Test
    void countsARequestAsPendingNoMoreWhenItsTurnHasCome() {
        ClusterView view = http1(1, 1, ANY);
        Pick first = connected(view);
        Place second = place(view);
        refused(view);

        first.done(OK);

        Place third = place(view);
        Pick went = (Pick) second.pick(PickArgs.FIRST);
        refused(view);
        went.done(OK);
        third.leave();
        assertThat(view.pick(PickArgs.FIRST)).isInstanceOf(Pick.class);
    }

    @Test
    void neverCallsARequestPendingThatFindsAConnectionAtRest() {
        ClusterView view = http1(ANY, 1, ANY);
        for (int i = 0; i < 2; i++) {
            Pick pick = connected(view);
            Pick other = connected(view);
            pick.kept();
            other.kept();
            pick.done(OK);
            other.done(OK);
        }
        World.pick(view);
        World.pick(view);
        World.pick(view);
        refused(view);
    }

    @Test
    void keepsTheConnectionBusyWhileABodyComes() {
        ClusterView view = http1(1, 1, ANY);
        Pick first = connected(view);
        Runnable release = first.hold();
        first.done(OK);
        Place second = place(view);
        assertThat(second.turn().isDone()).isFalse();
        release.run();
        assertThat(second.turn().isDone()).isTrue();
    }

    @Test
    void handsATurnOnThatNobodyWants() {
        ClusterView view = http1(1, 3, ANY);
        Pick first = connected(view);
        Place second = place(view);
        Place third = place(view);
        Place fourth = place(view);
        third.leave();
        first.done(OK);
        second.leave();
        assertThat(fourth.turn().isDone()).isTrue();
        ((Pick) fourth.pick(PickArgs.FIRST)).done(OK);
        assertThat(view.pick(PickArgs.FIRST)).isInstanceOf(Pick.class);
    }

    @Test
    void refusesAboveMaxRequestsWithoutWaiting() {
        ClusterView view = http1(5, 5, 2);
        connected(view);
        connected(view);
        refused(view);
    }

    @Test
    void letsThoseInLineGoWhenTheCapIsRaised() {
        ClusterView view = http1(1, 5, ANY);
        connected(view);
        Place second = place(view);
        Place third = place(view);
        http1(2, 5, ANY);
        assertThat(List.of(second.turn().isDone(), third.turn().isDone())).containsExactly(true, false);
        http1(ANY, ANY, ANY);
        assertThat(third.turn().isDone()).isTrue();
    }

    @Test
    void fillsTheStreamsOfEveryHttp2Connection() {
        ClusterView view = world.upstreams.view(cluster(Cluster.Protocol.HTTP2, 2, ANY, ANY, 3));
        for (int i = 0; i < 6; i++) {
            connected(view);
        }
        assertThat(view.pick(PickArgs.FIRST)).isInstanceOf(Place.class);
    }

    @Test
    void hasNoCapOnTheRequestsOfAnHttp2Connection() {
        ClusterView view = world.upstreams.view(cluster(Cluster.Protocol.HTTP2, 1, 1, ANY, ANY));
        connected(view);
        for (int i = 0; i < 100; i++) {
            World.pick(view);
        }
    }
}
