package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import io.weft.model.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProbingTest {

    private static final LoadBalancing POLICY = LoadBalancing.Probing.DEFAULT;

    private final World world = new World();
    private final Map<String, LoadAnswer> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Upstreams upstreams =
            new Upstreams(() -> world.now, world.random, Optional.empty(), Optional.of(this::ask));

    private void ask(Cluster cluster, Address address, Consumer<LoadAnswer> told) {
        asked.add(address.host());
        told.accept(answers.getOrDefault(address.host(), LoadAnswer.Missing.SILENCE));
    }

    private ClusterView view(String... hosts) {
        return upstreams.view(World.cluster(World.endpoints(hosts), POLICY));
    }

    private void load(String host, int inFlight, long latencyMillis) {
        answers.put(
                host, new LoadReport(inFlight, Duration.ofMillis(latencyMillis).toNanos()));
    }

    private static long count(List<String> hosts, String host) {
        return hosts.stream().filter(host::equals).count();
    }

    private static void assertMostlyPicked(String host, ClusterView view) {
        assertThat(count(World.calls(view, 3000), host)).isGreaterThan(2000);
    }

    @Test
    void prefersTheLeastBusyByItsOwnAccount() {
        load("a", 50, 10);
        load("b", 50, 10);
        load("c", 2, 10);
        assertMostlyPicked("c", view("a", "b", "c"));
    }

    @Test
    void prefersTheFasterOfTwoThatAreEquallyBusy() {
        load("a", 2, 30);
        load("b", 2, 10);
        load("hot", 20, 10);
        assertMostlyPicked("b", view("a", "b", "hot"));
    }

    @Test
    void asksAsManyAsTheRuleSays() {
        LoadBalancing half = new LoadBalancing.Probing(0.5, 0.84, 16, Duration.ofSeconds(1));
        World.calls(upstreams.view(World.cluster(World.endpoints("a", "b"), half)), 10_000);
        assertThat(asked).hasSizeBetween(4_850, 5_150);
    }

    @Test
    void fallsBackToLeastRequestWhileNobodyAnswers() {
        World.assertGoesByLeastRequest(view("a", "b"));
    }

    @Test
    void asksAnEndpointOnceAtATime() {
        List<Consumer<LoadAnswer>> open = new ArrayList<>();
        Upstreams slow = new Upstreams(
                () -> world.now,
                world.random,
                Optional.empty(),
                Optional.of((cluster, address, told) -> open.add(told)));
        ClusterView view = slow.view(World.cluster(World.endpoints("a", "b"), POLICY));
        World.calls(view, 100);
        assertThat(open).hasSize(2);
        open.get(0).accept(LoadAnswer.Missing.SILENCE);
        World.calls(view, 100);
        assertThat(open).hasSize(3);
    }

    @Test
    void goesByNoReportThatIsTooOld() {
        load("a", 90, 10);
        load("b", 0, 10);
        ClusterView view = view("a", "b");
        World.calls(view, 100);
        answers.clear();
        world.pass(Duration.ofMillis(1001));
        List<String> hosts = World.calls(view, 1000);
        assertThat(count(hosts, "a")).isBetween(430L, 570L);
    }

    @Test
    void givesAnEndpointThatDoesNotUnderstandItsShare() {
        load("a", 3, 10);
        load("b", 3, 10);
        answers.put("old", LoadAnswer.Missing.NOT_UNDERSTOOD);
        List<String> hosts = World.calls(view("a", "b", "old"), 6000);
        assertThat(count(hosts, "old")).isBetween(1800L, 2200L);
        assertThat(count(asked, "old")).isEqualTo(1);
    }

    @Test
    void asksAgainAfterAMinuteWhetherItUnderstandsNow() {
        answers.put("a", LoadAnswer.Missing.NOT_UNDERSTOOD);
        ClusterView view = view("a");
        World.calls(view, 100);
        load("a", 0, 1);
        world.pass(Duration.ofSeconds(59));
        World.calls(view, 100);
        assertThat(asked).hasSize(1);
        world.pass(Duration.ofSeconds(1));
        World.calls(view, 100);
        assertThat(asked).hasSize(101);
    }

    @Test
    void neverPicksAnEjectedEndpointHoweverIdle() {
        load("a", 0, 1);
        load("b", 40, 50);
        load("c", 40, 50);
        Cluster cluster = World.cluster(
                World.endpoints("a", "b", "c"), POLICY, Optional.of(World.FIVE_IN_A_ROW), 0, Thresholds.DEFAULT);
        ClusterView view = upstreams.view(cluster);
        World.callAt(view, "a", 5, Outcome.ofHttp(503));
        assertThat(World.calls(view, 500)).doesNotContain("a");
    }

    @Test
    void keepsReportsAcrossConfigUpdates() {
        load("a", 90, 10);
        load("b", 0, 10);
        World.calls(view("a", "b"), 50);
        answers.clear();
        assertThat(World.call(view("a", "b", "c"))).isEqualTo("b");
    }

    @Test
    void asksByWeight() {
        load("a", 1, 10);
        load("b", 1, 10);
        List<Endpoint> endpoints = List.of(World.endpoint("a", 3, 0), World.endpoint("b", 1, 0));
        World.calls(upstreams.view(World.cluster(endpoints, POLICY)), 4000);
        assertThat(count(asked, "a")).isBetween(2900L, 3100L);
    }

    @Test
    void withoutAProbeItIsLeastRequest() {
        World.assertGoesByLeastRequest(world.upstreams.view(World.cluster(World.endpoints("a", "b"), POLICY)));
    }
}
