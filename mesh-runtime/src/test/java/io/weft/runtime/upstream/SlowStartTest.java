package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.model.LoadBalancing.Warmup;
import io.weft.model.Outcome;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** New endpoints get their share little by little. */
class SlowStartTest {

    private static final Duration WINDOW = Duration.ofSeconds(100);
    private static final Warmup STRAIGHT = new Warmup(WINDOW, 10, 1);

    private final World world = new World();

    @Test
    void growsAsEnvoySays() {
        assertThat(share(STRAIGHT, 0)).isEqualTo(0.1);
        assertThat(share(STRAIGHT, 5)).isEqualTo(0.1);
        assertThat(share(STRAIGHT, 50)).isEqualTo(0.5);
        assertThat(share(STRAIGHT, 100)).isEqualTo(1);
        assertThat(share(STRAIGHT, 1_000)).isEqualTo(1);
        assertThat(share(new Warmup(WINDOW, 0, 1), 0))
                .as("the first second counts whole")
                .isEqualTo(0.01);
        assertThat(share(new Warmup(WINDOW, 10, 2), 25)).as("aggression").isEqualTo(0.5);
        assertThat(share(new Warmup(WINDOW, 10, 0.5), 50)).isEqualTo(0.25);
        assertThat(share(new Warmup(WINDOW, 60, 1), 50)).as("minimumPercent").isEqualTo(0.6);
    }

    private static double share(Warmup rule, int seconds) {
        return SlowStart.share(rule, Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void givesANewEndpointItsShareLittleByLittle() {
        for (LoadBalancing policy : List.of(
                new LoadBalancing.RoundRobin(Optional.of(STRAIGHT)),
                new LoadBalancing.LeastRequest(2, Optional.of(STRAIGHT)))) {
            World fresh = new World();
            ClusterView view = joined(fresh, policy);
            assertThat(shareOfB(view)).isCloseTo(0.1 / 1.1, within(0.02));
            fresh.pass(Duration.ofSeconds(50));
            assertThat(shareOfB(view)).isCloseTo(0.5 / 1.5, within(0.02));
            fresh.pass(Duration.ofSeconds(51));
            assertThat(shareOfB(view)).isCloseTo(0.5, within(0.02));
        }
    }

    @Test
    void keepsTimeByAClockThatBeginsBelowZero() {
        world.now = -Duration.ofDays(1).toNanos();
        ClusterView view = joined(world, new LoadBalancing.RoundRobin(Optional.of(STRAIGHT)));
        assertThat(shareOfB(view)).isCloseTo(0.1 / 1.1, within(0.02));
        world.pass(Duration.ofSeconds(101));
        assertThat(shareOfB(view)).isCloseTo(0.5, within(0.02));
    }

    @Test
    void makesNoDifferenceAmongEndpointsOfOneAge() {
        ClusterView view = world.upstreams.view(
                World.cluster(World.endpoints("a", "b"), new LoadBalancing.RoundRobin(Optional.of(STRAIGHT))));
        assertThat(World.calls(view, 4)).containsExactlyInAnyOrder("a", "a", "b", "b");
    }

    @Test
    void goesOnOverChangesOfConfiguration() {
        LoadBalancing policy = new LoadBalancing.RoundRobin(Optional.of(STRAIGHT));
        joined(world, policy);
        world.pass(Duration.ofSeconds(50));
        ClusterView pushed = world.upstreams.view(World.cluster(World.endpoints("a", "b"), policy));
        assertThat(shareOfB(pushed)).isCloseTo(0.5 / 1.5, within(0.02));
    }

    @Test
    void beginsAnewForAnEndpointThatLeftAndCameBack() {
        LoadBalancing policy = new LoadBalancing.RoundRobin(Optional.of(STRAIGHT));
        Cluster both = World.cluster(World.endpoints("a", "b"), policy);
        ClusterView view = world.upstreams.view(both);
        world.pass(WINDOW.multipliedBy(2));
        Pick held = World.pick(view);
        while (!held.endpoint().address().host().equals("b")) {
            held = World.pick(view);
        }
        world.upstreams.view(World.cluster(World.endpoints("a"), policy));
        world.pass(Duration.ofSeconds(1));
        assertThat(shareOfB(world.upstreams.view(both))).isCloseTo(0.1 / 1.1, within(0.02));
    }

    @Test
    void beginsAnewForAnEndpointThatWasDown() {
        ClusterView view = world.upstreams.view(
                World.cluster(World.endpoints("a", "b"), new LoadBalancing.RoundRobin(Optional.of(STRAIGHT))));
        world.pass(WINDOW.multipliedBy(2));
        World.callAt(view, "b", 1, Outcome.of(Outcome.Kind.CONNECT_FAILURE));
        assertThat(Collections.frequency(World.calls(view, 10), "b")).isZero();
        world.pass(Duration.ofSeconds(2));
        assertThat(shareOfB(view)).isCloseTo(0.1 / 1.1, within(0.02));
    }

    @Test
    void readsNoClockOnceAllAreWarm() {
        int[] readings = new int[1];
        Upstreams upstreams = new Upstreams(
                () -> {
                    readings[0]++;
                    return world.now;
                },
                world.random);
        ClusterView view = upstreams.view(
                World.cluster(World.endpoints("a", "b"), new LoadBalancing.RoundRobin(Optional.of(STRAIGHT))));
        World.calls(view, 10);
        world.pass(WINDOW.plusSeconds(1));
        World.calls(view, 10);
        int before = readings[0];
        World.calls(view, 100);
        assertThat(readings[0]).isEqualTo(before);
    }

    /** b joins a, which has long been there. */
    private static ClusterView joined(World world, LoadBalancing policy) {
        world.upstreams.view(World.cluster(World.endpoints("a"), policy));
        world.pass(WINDOW.multipliedBy(2));
        return world.upstreams.view(World.cluster(World.endpoints("a", "b"), policy));
    }

    private static double shareOfB(ClusterView view) {
        return Collections.frequency(World.calls(view, 5_000), "b") / 5_000.0;
    }
}
