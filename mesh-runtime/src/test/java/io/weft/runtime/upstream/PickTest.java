package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.model.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PickTest {

    private final World world = new World();

    static List<LoadBalancing> policies() {
        return List.of(new LoadBalancing.RoundRobin(), new LoadBalancing.Random(), new LoadBalancing.LeastRequest(2));
    }

    @Test
    void roundRobinGoesInConfiguredOrder() {
        ClusterView view =
                world.upstreams.view(World.cluster(World.endpoints("a", "b", "c"), new LoadBalancing.RoundRobin()));
        String order = String.join("", World.calls(view, 6));
        assertThat("abcabcabc").contains(order);
    }

    @Test
    void roundRobinSpreadsWeightsEvenly() {
        Cluster cluster = World.cluster(
                List.of(World.endpoint("a", 300, 0), World.endpoint("b", 100, 0)), new LoadBalancing.RoundRobin());
        assertThat("aabaaabaaaba").contains(String.join("", World.calls(world.upstreams.view(cluster), 8)));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void sharesByWeight(LoadBalancing policy) {
        int calls = 40_000;
        List<Endpoint> endpoints =
                List.of(World.endpoint("a", 1, 0), World.endpoint("b", 50_000, 0), World.endpoint("c", 70_001, 0));
        List<String> hosts = World.calls(world.upstreams.view(World.cluster(endpoints, policy)), calls);
        for (Endpoint endpoint : endpoints) {
            double share = endpoint.weight() / 120_002.0;
            long count =
                    hosts.stream().filter(endpoint.address().host()::equals).count();
            double threeSigma = 3 * Math.sqrt(calls * share * (1 - share));
            // A weight below one turn of the longest table is rounded up to one.
            assertThat((double) count).isBetween(calls * share - threeSigma, calls * share + threeSigma + 10);
        }
    }

    @Test
    void leastRequestPrefersTheIdle() {
        World.assertGoesByLeastRequest(
                world.upstreams.view(World.cluster(World.endpoints("a", "b"), new LoadBalancing.LeastRequest(2))));
    }

    @Test
    void countsInFlightAcrossConfigUpdates() {
        Pick held = World.pick(world.upstreams.view(World.cluster(World.endpoints("a"), new LoadBalancing.Random())));
        ClusterView next = world.upstreams.view(World.cluster(World.endpoints("a", "b"), new LoadBalancing.Random()));
        assertThat(next.endpoints().get(0).inFlight()).isEqualTo(1);

        held.done(Outcome.ofHttp(200));
        held.done(Outcome.ofHttp(200));
        assertThat(next.endpoints().get(0).inFlight()).isZero();
    }

    @Test
    void keepsTheViewOfACallThatBeganBeforeAnUpdate() {
        ClusterView before = world.upstreams.view(World.cluster(World.endpoints("a"), new LoadBalancing.Random()));
        world.upstreams.view(World.cluster(World.endpoints("b"), new LoadBalancing.Random()));
        assertThat(World.call(before)).isEqualTo("a");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void passesOverTriedEndpointsWhileThereAreOthers(LoadBalancing policy) {
        ClusterView view = world.upstreams.view(World.cluster(World.endpoints("a", "b", "c"), policy));
        Address a = new Address("a", 9080);
        Address b = new Address("b", 9080);
        for (int i = 0; i < 100; i++) {
            Pick pick = (Pick) view.pick(new PickArgs(Set.of(a, b)));
            assertThat(pick.endpoint().address().host()).isEqualTo("c");
            pick.done(Outcome.ofHttp(200));
        }
        assertThat(view.pick(new PickArgs(Set.of(a, b, new Address("c", 9080)))))
                .isInstanceOf(Pick.class);
    }

    @Test
    void usesTheNextPriorityOnlyWhenTheFirstHasNoUsableEndpoint() {
        List<Endpoint> endpoints = List.of(World.endpoint("a", 1, 0), World.endpoint("far", 1, 1));
        ClusterView view = world.upstreams.view(World.cluster(endpoints, World.outlier(1, 0, 100)));
        assertThat(World.calls(view, 5)).containsOnly("a");
        World.call(view, Outcome.ofHttp(500));
        assertThat(World.calls(view, 5)).containsOnly("far");
    }

    @Test
    void refusesWithoutEndpoints() {
        ClusterView view = world.upstreams.view(World.cluster(List.of(), new LoadBalancing.Random()));
        assertThat(view.pick(PickArgs.FIRST))
                .isEqualTo(new Choice.Refusal(ResponseFlag.UH, "outbound|9080||alpha has no endpoints"));
    }

    @Test
    void refusesAboveTheThresholds() {
        Thresholds two = new Thresholds(
                Integer.MAX_VALUE, Integer.MAX_VALUE, 2, Integer.MAX_VALUE, Thresholds.RetryBudget.DEFAULT);
        ClusterView view = world.upstreams.view(
                World.cluster(World.endpoints("a", "b"), new LoadBalancing.Random(), Optional.empty(), 0, two));
        Pick first = World.pick(view);
        World.pick(view);
        assertThat(((Choice.Refusal) view.pick(PickArgs.FIRST)).flag()).isEqualTo(ResponseFlag.UO);

        first.done(Outcome.of(Outcome.Kind.CANCELLED));
        assertThat(view.pick(PickArgs.FIRST)).isInstanceOf(Pick.class);
    }

    @Test
    void allowsRetriesUpToTheBudget() {
        ClusterView view = world.upstreams.view(World.cluster(World.endpoints("a"), new LoadBalancing.Random()));
        assertThat(List.of(view.startRetry(), view.startRetry(), view.startRetry(), view.startRetry()))
                .containsExactly(true, true, true, false);
        for (int i = 0; i < 20; i++) {
            World.pick(view);
        }
        assertThat(view.startRetry()).isTrue();
        assertThat(view.startRetry()).isFalse();
        view.retryDone();
        assertThat(view.startRetry()).isTrue();
    }
}
