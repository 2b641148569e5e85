package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Consistent hashing: where keys go, and what of that a change moves. */
class HashingTest {

    private static final int KEYS = 20_000;

    private final World world = new World();

    static Stream<LoadBalancing> policies() {
        return Stream.of(new LoadBalancing.RingHash(1024, 8 << 20, 0), new LoadBalancing.Maglev(65_537, 0));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void sendsTheSameKeyToTheSameEndpoint(LoadBalancing policy) {
        ClusterView view = world.upstreams.view(World.cluster(endpoints(5), policy));
        for (int key = 0; key < 200; key++) {
            assertThat(host(view, key)).isEqualTo(host(view, key)).isEqualTo(host(view, key));
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void sendsItThereFromEveryProcessWhateverTheOrderOfTheEndpoints(LoadBalancing policy) {
        ClusterView here = world.upstreams.view(World.cluster(endpoints(9), policy));
        List<Endpoint> shuffled = new ArrayList<>(endpoints(9));
        Collections.shuffle(shuffled, new Random(3));
        World elsewhere = new World();
        ClusterView there = elsewhere.upstreams.view(World.cluster(shuffled, policy));
        for (int key = 0; key < KEYS; key++) {
            assertThat(host(here, key)).isEqualTo(host(there, key));
        }
    }

    /** Said once and for all: other places would mean that keys move when a process gets a newer version of this. */
    @Test
    void sendsItThereInEveryVersion() {
        assertThat(places(endpoints(5), new LoadBalancing.RingHash(1024, 8 << 20, 0)))
                .isEqualTo("434433330014");
    }

    /** Recorded from an Envoy 1.40.0 with these endpoints, keys and weights. */
    @Test
    void sendsItWhereEnvoysMaglevSendsIt() {
        LoadBalancing maglev = new LoadBalancing.Maglev(65_537, 0);
        assertThat(places(endpoints(5), maglev)).isEqualTo("200441230432");
        List<Endpoint> weighted = List.of(
                World.endpoint("10.0.0.0", 1, 0), World.endpoint("10.0.0.1", 2, 0), World.endpoint("10.0.0.2", 5, 0));
        assertThat(places(weighted, maglev)).isEqualTo("212121220212");
    }

    /** The last digits of the addresses to which twelve keys go. */
    private String places(List<Endpoint> endpoints, LoadBalancing policy) {
        ClusterView view = world.upstreams.view(World.cluster(endpoints, policy));
        StringBuilder places = new StringBuilder();
        for (int key = 0; key < 12; key++) {
            String host = host(view, key);
            places.append(host.substring(host.length() - 1));
        }
        return places.toString();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void movesHardlyMoreThanTheKeysOfTheOneThatLeaves(LoadBalancing policy) {
        for (int n : new int[] {2, 3, 5, 10, 20}) {
            List<Endpoint> all = endpoints(n);
            String[] before = hosts(world.upstreams.view(World.cluster(all, policy)));
            for (int leaver = 0; leaver < n; leaver++) {
                List<Endpoint> rest = new ArrayList<>(all);
                String gone = rest.remove(leaver).address().host();
                String[] after = hosts(world.upstreams.view(World.cluster(rest, policy)));
                int moved = 0;
                for (int key = 0; key < KEYS; key++) {
                    assertThat(after[key]).isNotEqualTo(gone);
                    moved += before[key].equals(after[key]) ? 0 : 1;
                }
                assertThat(moved / (double) KEYS)
                        .as("%s of %d leaves %s", gone, n, policy)
                        .isLessThanOrEqualTo(1.2 / n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void movesThemBackWhenItReturns(LoadBalancing policy) {
        Cluster all = World.cluster(endpoints(5), policy);
        String[] before = hosts(world.upstreams.view(all));
        world.upstreams.view(World.cluster(endpoints(4), policy));
        assertThat(hosts(world.upstreams.view(all))).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void sharesKeysByWeight(LoadBalancing policy) {
        List<Endpoint> endpoints =
                List.of(World.endpoint("a", 1, 0), World.endpoint("b", 2, 0), World.endpoint("c", 5, 0));
        String[] hosts = hosts(world.upstreams.view(World.cluster(endpoints, policy)));
        assertThat(share(hosts, "a")).isBetween(0.105, 0.145);
        assertThat(share(hosts, "b")).isBetween(0.23, 0.27);
        assertThat(share(hosts, "c")).isBetween(0.60, 0.65);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void bearsAnyWeights(LoadBalancing policy) {
        List<Endpoint> endpoints = List.of(World.endpoint("a", 1, 0), World.endpoint("b", 1_000_000, 0));
        assertThat(share(hosts(world.upstreams.view(World.cluster(endpoints, policy))), "b"))
                .isGreaterThan(0.999);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void passesOverAnEndpointThatCannotBeReached(LoadBalancing policy) {
        ClusterView view = world.upstreams.view(World.cluster(endpoints(5), policy));
        String[] before = hosts(view);
        Pick pick = pick(view, 7);
        String down = pick.endpoint().address().host();
        pick.done(Outcome.of(Outcome.Kind.CONNECT_FAILURE));
        String[] after = hosts(view);
        int moved = 0;
        for (int key = 0; key < KEYS; key++) {
            assertThat(after[key]).isNotEqualTo(down);
            moved += before[key].equals(after[key]) ? 0 : 1;
        }
        assertThat(moved / (double) KEYS).isLessThanOrEqualTo(1.2 / 5);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void sendsRequestsWithoutAKeyAnywhere(LoadBalancing policy) {
        ClusterView view = world.upstreams.view(World.cluster(endpoints(3), policy));
        assertThat(World.calls(view, 100)).contains("10.0.0.0", "10.0.0.1", "10.0.0.2");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void retriesElsewhereOnlyIfAskedTo(LoadBalancing policy) {
        ClusterView view = world.upstreams.view(World.cluster(endpoints(3), policy));
        Address first = pick(view, 7).endpoint().address();
        PickArgs again = new PickArgs(Set.of(first), PickArgs.first(hash(7)).hash());
        assertThat(((Pick) view.pick(again)).endpoint().address()).isNotEqualTo(first);
        assertThat(pick(view, 7).endpoint().address()).isEqualTo(first);
    }

    @Test
    void passesOnWhatIsBeyondTheBoundOnLoad() {
        for (LoadBalancing policy :
                List.of(new LoadBalancing.RingHash(1024, 8 << 20, 125), new LoadBalancing.Maglev(65_537, 125))) {
            ClusterView view = new World().upstreams.view(World.cluster(endpoints(4), policy));
            String home = host(view, 7);
            List<Pick> busy = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                busy.add(pick(view, 7));
            }
            long most = endpoints(4).stream()
                    .mapToLong(endpoint -> busy.stream()
                            .filter(pick -> pick.endpoint().equals(endpoint))
                            .count())
                    .max()
                    .orElseThrow();
            assertThat(most).isLessThanOrEqualTo((long) Math.ceil(100 * 1.25 / 4));
            assertThat(busy.get(0).endpoint().address().host()).isEqualTo(home);
            busy.forEach(pick -> pick.done(Outcome.ofHttp(200)));
            assertThat(host(view, 7)).isEqualTo(home);
        }
    }

    @Test
    void makesTablesAsLargeAsWritten() {
        Shares shares = Shares.of(world.slots(endpoints(4)));
        assertThat(Ring.of(new LoadBalancing.RingHash(1024, 8 << 20, 0), shares).size())
                .isGreaterThanOrEqualTo(1024);
        assertThat(Ring.of(new LoadBalancing.RingHash(64, 100, 0), shares).size())
                .isEqualTo(100);
        for (int size : new int[] {1, 2, 101}) {
            Maglev table = Maglev.of(new LoadBalancing.Maglev(size, 0), shares);
            for (int hash = 0; hash < size; hash++) {
                assertThat(table.at(hash, 0)).isBetween(0, 3);
            }
        }
    }

    private static List<Endpoint> endpoints(int count) {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add("10.0.0." + i);
        }
        return World.endpoints(hosts.toArray(String[]::new));
    }

    private static OptionalLong hash(int key) {
        return OptionalLong.of(XxHash64.hash("user-" + key));
    }

    private static Pick pick(ClusterView view, int key) {
        return (Pick) view.pick(PickArgs.first(hash(key)));
    }

    private static String host(ClusterView view, int key) {
        Pick pick = pick(view, key);
        pick.done(Outcome.ofHttp(200));
        return pick.endpoint().address().host();
    }

    private static String[] hosts(ClusterView view) {
        String[] hosts = new String[KEYS];
        for (int key = 0; key < KEYS; key++) {
            hosts[key] = host(view, key);
        }
        return hosts;
    }

    private static double share(String[] hosts, String host) {
        return Stream.of(hosts).filter(host::equals).count() / (double) hosts.length;
    }
}
