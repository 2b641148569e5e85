package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import io.weft.model.OutlierDetection;
import io.weft.model.ResponseFlag;
import io.weft.model.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EjectionTest {

    private static final Outcome BAD = Outcome.ofHttp(500);

    private final World world = new World();

    private ClusterView view(OutlierDetection rule, String... hosts) {
        return world.upstreams.view(World.cluster(World.endpoints(hosts), rule));
    }

    @Test
    void ejectsAfterFiveServerErrorsInARow() {
        ClusterView view = view(World.FIVE_IN_A_ROW, "a", "b");
        World.callAt(view, "a", 4, BAD);
        World.callAt(view, "a", 1, Outcome.ofHttp(200));
        World.callAt(view, "a", 4, BAD);
        assertThat(World.calls(view, 10)).contains("a");

        World.callAt(view, "a", 5, BAD);
        assertThat(World.calls(view, 10)).containsOnly("b");
    }

    @Test
    void keepsAnEjectionAcrossConfigUpdates() {
        World.callAt(view(World.FIVE_IN_A_ROW, "a", "b"), "a", 5, BAD);

        assertThat(World.calls(view(World.FIVE_IN_A_ROW, "a", "b", "c"), 20)).containsOnly("b", "c");
    }

    @Test
    void endsAllEjectionsWhenTheRuleIsRemoved() {
        World.callAt(view(World.FIVE_IN_A_ROW, "a", "b"), "a", 5, BAD);

        Cluster without = World.cluster(World.endpoints("a", "b"), new LoadBalancing.RoundRobin());
        assertThat(World.calls(world.upstreams.view(without), 20)).contains("a");
    }

    @Test
    void comesBackAtTheFirstSweepAfterTheEjectionTime() {
        ClusterView view = view(World.FIVE_IN_A_ROW, "a", "b");
        world.pass(Duration.ofMillis(300));
        World.callAt(view, "a", 5, BAD);

        world.pass(Duration.ofMillis(5600));
        assertThat(World.calls(view, 10)).containsOnly("b");
        world.pass(Duration.ofMillis(100));
        assertThat(World.calls(view, 10)).contains("a");
    }

    @Test
    void staysAwayLongerEachTimeAndForgivesInHealthyIntervals() {
        ClusterView view = view(World.FIVE_IN_A_ROW, "a", "b");
        World.callAt(view, "a", 5, BAD);
        world.pass(Duration.ofSeconds(5));
        World.callAt(view, "a", 5, BAD);
        world.pass(Duration.ofMillis(9900));
        assertThat(World.calls(view, 10)).containsOnly("b");

        world.pass(Duration.ofMillis(100));
        assertThat(World.calls(view, 10)).contains("a");
        world.pass(Duration.ofSeconds(2));
        World.callAt(view, "a", 5, BAD);
        assertThat(view.endpoints().get(0).ejectedFor()).contains(Duration.ofSeconds(5));
    }

    @Test
    void staysAwayNoLongerThanTheCap() {
        OutlierDetection rule = new OutlierDetection(
                1, 0, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(8), 100, false, 5);
        ClusterView view = view(rule, "a", "b");
        for (int i = 0; i < 5; i++) {
            World.callAt(view, "a", 1, BAD);
            world.pass(view.endpoints().get(0).ejectedFor().orElseThrow());
        }
        World.callAt(view, "a", 1, BAD);
        assertThat(view.endpoints().get(0).ejectedFor()).contains(Duration.ofSeconds(8));
    }

    @Test
    void countsGatewayErrorsApartAndAsServerErrorsToo() {
        ClusterView view = view(World.outlier(4, 2, 100), "a", "b", "c");
        World.callAt(view, "a", 1, Outcome.ofHttp(503));
        World.callAt(view, "a", 1, BAD);
        World.callAt(view, "a", 1, Outcome.ofHttp(503));
        assertThat(World.calls(view, 9)).contains("a");

        World.callAt(view, "b", 2, Outcome.ofHttp(502));
        assertThat(World.calls(view, 9)).containsOnly("a", "c");
    }

    @Test
    void readsFailuresWithoutAnAnswerAsGatewayErrors() {
        ClusterView view = view(World.outlier(0, 3, 100), "a", "b");
        World.callAt(view, "a", 1, Outcome.of(Outcome.Kind.RESET));
        World.callAt(view, "a", 1, Outcome.of(Outcome.Kind.PER_TRY_TIMEOUT));
        World.callAt(view, "a", 1, Outcome.of(Outcome.Kind.CANCELLED));
        World.callAt(view, "a", 1, Outcome.of(Outcome.Kind.TIMEOUT));
        assertThat(World.calls(view, 10)).containsOnly("b");
    }

    @Test
    void readsGrpcCodesAsHttpStatuses() {
        ClusterView view = view(World.outlier(0, 3, 100), "a", "b");
        World.callAt(view, "a", 2, Outcome.ofGrpc(14));
        World.callAt(view, "a", 1, Outcome.ofGrpc(5));
        World.callAt(view, "a", 3, Outcome.ofGrpc(8));
        assertThat(World.calls(view, 10)).contains("a");
        World.callAt(view, "a", 3, Outcome.ofGrpc(4));
        assertThat(World.calls(view, 10)).containsOnly("b");
    }

    @Test
    void countsLocalFailuresApartIfAsked() {
        OutlierDetection rule = new OutlierDetection(
                2, 2, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(300), 100, true, 3);
        ClusterView view = view(rule, "a");
        World.callAt(view, "a", 5, Outcome.of(Outcome.Kind.RESET));
        World.callAt(view, "a", 2, Outcome.of(Outcome.Kind.CONNECT_FAILURE));
        assertThat(view.pick(PickArgs.FIRST)).isInstanceOf(Choice.Refusal.class);
    }

    @Test
    void countsTheStatusesOfARulesOwnListAsErrorsAndNoOthers() {
        OutlierDetection rule = new OutlierDetection(
                2,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(300),
                100,
                false,
                5,
                Set.of(429));
        ClusterView view = view(rule, "a", "b");
        World.callAt(view, "a", 5, Outcome.ofHttp(503));
        World.callAt(view, "a", 1, Outcome.ofHttp(429));
        assertThat(World.calls(view, 10)).contains("a");
        World.callAt(view, "a", 2, Outcome.ofHttp(429));
        assertThat(World.calls(view, 10)).containsOnly("b");
    }

    @Test
    void neverCountsLocalFailuresAmongServerErrorsIfTheyAreCountedApart() {
        OutlierDetection rule = new OutlierDetection(
                1, 1, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(300), 100, true, 5);
        ClusterView view = view(rule, "a", "b");
        World.callAt(view, "a", 4, Outcome.of(Outcome.Kind.RESET));
        assertThat(view.endpoints()).allMatch(endpoint -> endpoint.ejectedFor().isEmpty());
    }

    @Test
    void refusesWhenAllAreEjectedAndPanicIsOff() {
        ClusterView view = view(World.outlier(1, 0, 100), "a", "b");
        World.call(view, BAD);
        World.call(view, BAD);

        Choice.Refusal refusal = (Choice.Refusal) view.pick(PickArgs.FIRST);
        assertThat(refusal.flag()).isEqualTo(ResponseFlag.UH);
        assertThat(refusal.details()).isEqualTo("all 2 endpoints of outbound|9080||alpha are ejected");
    }

    @Test
    void usesAllInPanic() {
        ClusterView view = world.upstreams.view(World.cluster(
                World.endpoints("a", "b", "c"),
                new LoadBalancing.RoundRobin(),
                Optional.of(World.outlier(1, 0, 100)),
                50,
                Thresholds.DEFAULT));
        World.callAt(view, "a", 1, BAD);
        assertThat(World.calls(view, 9)).containsOnly("b", "c");
        World.callAt(view, "b", 1, BAD);
        assertThat(World.calls(view, 9)).containsOnly("a", "b", "c");
    }

    @Test
    void neverEjectsMoreThanTheCapAndUsesAllBelowTheHealthFloor() {
        Random chance = new Random(7);
        for (int round = 0; round < 300; round++) {
            int hosts = 1 + chance.nextInt(12);
            int cap = chance.nextInt(101);
            int floor = chance.nextInt(101);
            String[] names = new String[hosts];
            for (int i = 0; i < hosts; i++) {
                names[i] = "h" + i;
            }
            ClusterView view = new World()
                    .upstreams.view(World.cluster(
                            World.endpoints(names),
                            new LoadBalancing.RoundRobin(),
                            Optional.of(World.outlier(1 + chance.nextInt(3), 0, cap)),
                            floor,
                            Thresholds.DEFAULT));
            for (int i = 0; i < 60; i++) {
                if (view.pick(PickArgs.FIRST) instanceof Pick pick) {
                    pick.done(chance.nextInt(3) == 0 ? Outcome.ofHttp(200) : BAD);
                }
            }
            long ejected = view.endpoints().stream()
                    .filter(endpoint -> endpoint.ejectedFor().isPresent())
                    .count();
            assertThat(100.0 * ejected / hosts).isLessThanOrEqualTo(cap);
            if (100.0 * (hosts - ejected) / hosts < floor) {
                assertThat(List.copyOf(World.calls(view, hosts))).containsExactlyInAnyOrder(names);
            }
        }
    }
}
