package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConnectingTest {

    private static final Outcome REFUSED = Outcome.of(Outcome.Kind.CONNECT_FAILURE);
    private static final Cluster AB = World.cluster(World.endpoints("a", "b"), new LoadBalancing.RoundRobin());

    private final World world = new World();
    private final List<Consumer<Boolean>> probes = new ArrayList<>();

    private ClusterView probed() {
        world.upstreams =
                new Upstreams(() -> world.now, world.random, (address, timeout, accepted) -> probes.add(accepted));
        return world.upstreams.view(AB);
    }

    @Test
    void passesOverAnEndpointThatCouldNotBeReached() {
        ClusterView view = world.upstreams.view(AB);
        World.callAt(view, "a", 1, REFUSED);
        assertThat(World.calls(view, 20)).containsOnly("b");
        assertThat(view.endpoints().get(0).connection()).isEqualTo(EndpointView.Connection.FAILING);
    }

    @Test
    void letsOneCallTryAgainAfterTheBackOff() {
        ClusterView view = world.upstreams.view(AB);
        World.callAt(view, "a", 1, REFUSED);
        world.pass(Duration.ofMillis(790));
        assertThat(World.calls(view, 10)).containsOnly("b");

        world.pass(Duration.ofMillis(420));
        Pick trial = World.pick(view);
        assertThat(trial.endpoint().address().host()).isEqualTo("a");
        assertThat(World.calls(view, 10)).containsOnly("b");
        trial.done(Outcome.ofHttp(200));
        assertThat(World.calls(view, 10)).contains("a");
    }

    @Test
    void waitsLongerAfterEachFailureButNotLongerThanARestartMayTake() {
        ClusterView view = world.upstreams.view(AB);
        World.callAt(view, "a", 1, REFUSED);
        long failedAt = world.now;
        List<Double> pauses = new ArrayList<>();
        while (pauses.size() < 8) {
            world.pass(Duration.ofMillis(10));
            Pick pick = World.pick(view);
            boolean trial = pick.endpoint().address().host().equals("a");
            pick.done(trial ? REFUSED : Outcome.ofHttp(200));
            if (trial) {
                pauses.add((world.now - failedAt) / 1e9);
                failedAt = world.now;
            }
        }
        assertThat(pauses.get(0)).isBetween(0.8, 1.22);
        assertThat(pauses.get(1)).isBetween(1.28, 1.94);
        assertThat(pauses.subList(3, 8)).allMatch(pause -> pause > 2.3 && pause < 3.62);
    }

    @Test
    void triesAllInTurnWhenNoneCanBeReached() {
        ClusterView view = world.upstreams.view(AB);
        World.callAt(view, "a", 1, REFUSED);
        World.callAt(view, "b", 1, REFUSED);
        List<String> tried = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tried.add(World.call(view, REFUSED));
        }
        assertThat("ababababab").contains(String.join("", tried));
        String reached = World.call(view);
        assertThat(World.calls(view, 5)).containsOnly(reached);
    }

    @Test
    void risksNoCallWhereAProbeCanFindOut() {
        ClusterView view = probed();
        World.callAt(view, "a", 1, REFUSED);
        world.pass(Duration.ofMillis(1300));
        assertThat(World.calls(view, 20)).containsOnly("b");
        assertThat(probes).hasSize(1);

        probes.get(0).accept(false);
        world.pass(Duration.ofSeconds(2));
        assertThat(World.calls(view, 20)).containsOnly("b");
        probes.get(1).accept(true);
        assertThat(World.calls(view, 20)).contains("a");
    }

    @Test
    void probesAnEndpointWhoseConnectionBroke() {
        ClusterView view = probed();
        World.callAt(view, "a", 1, Outcome.of(Outcome.Kind.RESET));
        assertThat(probes).hasSize(1);
        assertThat(World.calls(view, 10)).containsOnly("b");

        probes.get(0).accept(true);
        assertThat(World.calls(view, 10)).contains("a");
    }

    @Test
    void forgetsAnEndpointOnceItIsGoneAndIdle() {
        ClusterView before = world.upstreams.view(AB);
        World.callAt(before, "a", 1, REFUSED);
        Pick busy = World.pick(before);
        world.upstreams.view(World.cluster(World.endpoints("c"), new LoadBalancing.RoundRobin()));
        busy.done(Outcome.ofHttp(200));

        Cluster again = World.cluster(World.endpoints("a", "b", "c"), new LoadBalancing.RoundRobin());
        assertThat(World.calls(world.upstreams.view(again), 9)).contains("a");
    }
}
