package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.Outcome;
import io.weft.model.Thresholds;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Priorities and localities: who is called when the nearest are down, and in which shares. */
class LocalityPickTest {

    private static final Outcome BAD = Outcome.ofHttp(503);
    private static final int CALLS = 20_000;

    private final World world = new World();

    static List<LoadBalancing> policies() {
        return List.of(new LoadBalancing.RoundRobin(), new LoadBalancing.Random(), new LoadBalancing.LeastRequest(2));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void failsOverFromZoneToZoneToRegionAndComesBack(LoadBalancing policy) {
        ClusterView view = world.upstreams.view(cluster(
                policy,
                Map.of(),
                at("near", "region1/zone1", 0),
                at("sameRegion", "region1/zone2", 1),
                at("standIn", "region2/zone3", 2),
                at("last", "region3/zone4", 3)));
        for (String host : List.of("near", "sameRegion", "standIn", "last")) {
            assertThat(World.calls(view, 50)).containsOnly(host);
            // The call that finds it down may fail, and no other.
            World.call(view, BAD);
        }
        assertThat(view.pick(PickArgs.FIRST)).isInstanceOf(Choice.Refusal.class);
        world.pass(Duration.ofSeconds(6));
        assertThat(World.calls(view, 50)).containsOnly("near");
    }

    @Test
    void failsOverAtOnceWhereNoConnectionCanBeMade() {
        ClusterView view = world.upstreams.view(
                cluster(new LoadBalancing.LeastRequest(2), Map.of(), at("near", "r/z1", 0), at("far", "r/z2", 1)));
        World.call(view, Outcome.of(Outcome.Kind.CONNECT_FAILURE));
        assertThat(World.calls(view, 20)).containsOnly("far");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void spillsOverWhatTheFirstPriorityCannotBear(LoadBalancing policy) {
        ClusterView view = world.upstreams.view(
                cluster(policy, Map.of(), at("a", "r/z1", 0), at("b", "r/z1", 0), at("far", "r/z2", 1)));
        World.callAt(view, "b", 1, BAD);
        assertShares(World.calls(view, CALLS), Map.of("a", 0.7, "far", 0.3));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void distributesByLocality(LoadBalancing policy) {
        ClusterView view = world.upstreams.view(cluster(
                policy,
                Map.of(locality("r/z1"), 70, locality("r/z2"), 20, locality("r2/z3"), 10),
                at("a", "r/z1", 0),
                at("b", "r/z2", 0),
                at("c", "r/z2", 0),
                at("d", "r2/z3", 0)));
        assertShares(World.calls(view, CALLS), Map.of("a", 0.7, "b", 0.1, "c", 0.1, "d", 0.1));
    }

    @Test
    void aLocalityThatHasLostTooManyGetsLess() {
        ClusterView view = world.upstreams.view(cluster(
                new LoadBalancing.Random(),
                Map.of(locality("r/z1"), 50, locality("r/z2"), 50),
                at("a", "r/z1", 0),
                at("b", "r/z1", 0),
                at("c", "r/z2", 0)));
        World.callAt(view, "b", 1, BAD);
        // 50 x 1.4 / 2 against 50
        assertShares(World.calls(view, CALLS), Map.of("a", 35 / 85.0, "c", 50 / 85.0));
    }

    @Test
    void localitiesWithoutAShareStandInForAllOthers() {
        ClusterView view = world.upstreams.view(cluster(
                new LoadBalancing.Random(), Map.of(locality("r/z1"), 100), at("a", "r/z1", 0), at("b", "r/z2", 0)));
        assertThat(World.calls(view, 20)).containsOnly("a");
        World.call(view, BAD);
        assertThat(World.calls(view, 20)).containsOnly("b");
    }

    @Test
    void aHashStaysInItsLocality() {
        Cluster config = cluster(
                new LoadBalancing.RingHash(1024, Integer.MAX_VALUE, 0),
                Map.of(locality("r/z1"), 80, locality("r/z2"), 20),
                at("a", "r/z1", 0),
                at("b", "r/z1", 0),
                at("c", "r/z2", 0));
        ClusterView view = world.upstreams.view(config);
        int inFirst = 0;
        for (int i = 0; i < CALLS; i++) {
            OptionalLong hash = OptionalLong.of(world.random.nextLong());
            String first = host(view, new PickArgs(Set.of(), hash));
            assertThat(host(view, new PickArgs(Set.of(), hash))).isEqualTo(first);
            inFirst += first.equals("c") ? 0 : 1;
        }
        assertThat(inFirst / (double) CALLS).isBetween(0.8 - sigmas(0.8), 0.8 + sigmas(0.8));
    }

    @Test
    void panicsOnlyWhenAllPrioritiesTogetherCannotBearTheCalls() {
        ClusterView calm = world.upstreams.view(
                panicking(at("a", "r/z1", 0), at("b", "r/z1", 0), at("c", "r/z1", 0), at("far", "r/z2", 1)));
        World.callAt(calm, "b", 1, BAD);
        World.callAt(calm, "c", 1, BAD);
        assertThat(World.calls(calm, 200)).as("the other bears the rest").doesNotContain("b", "c");
    }

    @Test
    void inTotalPanicAllOfAllPrioritiesAreUsed() {
        ClusterView view = world.upstreams.view(
                panicking(at("a", "r/z1", 0), at("b", "r/z1", 0), at("c", "r/z1", 0), at("far", "r/z2", 1)));
        for (String host : List.of("b", "c", "a", "far")) {
            World.callAt(view, host, 1, BAD);
        }
        assertShares(World.calls(view, CALLS), Map.of("a", 0.25, "b", 0.25, "c", 0.25, "far", 0.25));
    }

    private static String host(ClusterView view, PickArgs args) {
        Pick pick = (Pick) view.pick(args);
        pick.done(Outcome.ofHttp(200));
        return pick.endpoint().address().host();
    }

    private static void assertShares(List<String> calls, Map<String, Double> shares) {
        assertThat(Set.copyOf(calls)).isEqualTo(shares.keySet());
        shares.forEach((host, share) -> assertThat(Collections.frequency(calls, host) / (double) calls.size())
                .as(host)
                .isBetween(share - sigmas(share), share + sigmas(share)));
    }

    private static double sigmas(double share) {
        return 3 * Math.sqrt(share * (1 - share) / CALLS);
    }

    private static Locality locality(String text) {
        return Locality.parse(text);
    }

    private static Endpoint at(String host, String locality, int priority) {
        return new Endpoint(new Address(host, 9080), 1, priority, locality(locality), Map.of());
    }

    private static Cluster cluster(LoadBalancing policy, Map<Locality, Integer> shares, Endpoint... endpoints) {
        return World.cluster(List.of(), policy, Optional.of(World.outlier(1, 0, 100)), 0, Thresholds.DEFAULT)
                .withEndpoints(List.of(endpoints), shares);
    }

    private static Cluster panicking(Endpoint... endpoints) {
        return World.cluster(
                        List.of(),
                        new LoadBalancing.Random(),
                        Optional.of(World.outlier(1, 0, 100)),
                        50,
                        Thresholds.DEFAULT)
                .withEndpoints(List.of(endpoints), Map.of());
    }
}
