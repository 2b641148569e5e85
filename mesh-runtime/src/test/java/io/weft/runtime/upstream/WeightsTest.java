package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Endpoint;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shares by weight, under every policy. */
class WeightsTest {

    private static final int CALLS = 40_000;

    private final World world = new World();

    static Stream<LoadBalancing> policies() {
        return Stream.of(new LoadBalancing.RoundRobin(), new LoadBalancing.Random(), new LoadBalancing.LeastRequest(2));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void givesEachItsShareWithinThreeSigma(LoadBalancing policy) {
        Random random = new Random(7);
        for (int mesh = 0; mesh < 30; mesh++) {
            int[] weights = random.ints(2 + random.nextInt(9), 1, mesh % 2 == 0 ? 10 : 100_000)
                    .toArray();
            assertShares(policy, weights);
        }
        assertShares(policy, 1, 1_000_000);
        assertShares(policy, Integer.MAX_VALUE, Integer.MAX_VALUE, 1, Integer.MAX_VALUE / 3);
    }

    private void assertShares(LoadBalancing policy, int... weights) {
        ClusterView view = world.upstreams.view(World.cluster(endpoints(weights), policy));
        int[] counts = new int[weights.length];
        for (int i = 0; i < CALLS; i++) {
            counts[Integer.parseInt(World.call(view))]++;
        }
        double total = Arrays.stream(weights).asLongStream().sum();
        for (int i = 0; i < weights.length; i++) {
            double share = weights[i] / total;
            double sigma = Math.sqrt(CALLS * share * (1 - share));
            // A count of very rare calls is not normally distributed: one is always within what may happen.
            assertThat(Math.abs(counts[i] - CALLS * share))
                    .as("%s %s of %s", policy, weights[i], Arrays.toString(weights))
                    .isLessThanOrEqualTo(Math.max(1, 3 * sigma));
        }
    }

    @Test
    void takesTurnsInNginxsSmoothOrder() {
        assertThat(turns(5, 1, 1)).isEqualTo("0010200");
        assertThat(turns(3, 1)).isEqualTo("0010");
        assertThat(turns(2, 2, 2)).isEqualTo("012");
        assertThat(turns(4, 3, 2, 1)).isEqualTo("0120130210");
    }

    private String turns(int... weights) {
        StringBuilder order = new StringBuilder();
        for (Slot slot : Turns.of(Shares.of(world.slots(endpoints(weights))))) {
            order.append(slot.endpoint().address().host());
        }
        return order.toString();
    }

    @Test
    void keepsLongCyclesSmoothToo() {
        Random random = new Random(11);
        for (int mesh = 0; mesh < 40; mesh++) {
            int[] weights = random.ints(2 + random.nextInt(7), 1, 2_000).toArray();
            ClusterView view = world.upstreams.view(World.cluster(endpoints(weights), new LoadBalancing.RoundRobin()));
            double total = Arrays.stream(weights).sum();
            int[] counts = new int[weights.length];
            for (int call = 1; call <= 10_000; call++) {
                counts[Integer.parseInt(World.call(view))]++;
                for (int i = 0; i < weights.length; i++) {
                    assertThat(Math.abs(counts[i] - call * weights[i] / total)).isLessThan(6);
                }
            }
        }
    }

    @Test
    void comesToEveryPlaceOfALongCycleOnce() {
        for (int total : new int[] {513, 1_000, 1_001, 4_096, 65_537}) {
            long step = StridePicker.step(total);
            boolean[] seen = new boolean[total];
            for (long turn = 0; turn < total; turn++) {
                seen[(int) (turn * step % total)] = true;
            }
            assertThat(seen).doesNotContain(false);
        }
    }

    @Test
    void spreadsWorkInProgressByWeight() {
        ClusterView view = world.upstreams.view(World.cluster(endpoints(1, 2, 5), new LoadBalancing.LeastRequest(2)));
        List<Pick> busy = new ArrayList<>();
        int[] inFlight = new int[3];
        for (int i = 0; i < 20_000; i++) {
            if (busy.size() == 80) {
                Pick done = busy.remove(world.random.nextInt(busy.size()));
                inFlight[Integer.parseInt(done.endpoint().address().host())]--;
                done.done(Outcome.ofHttp(200));
            }
            Pick pick = World.pick(view);
            busy.add(pick);
            inFlight[Integer.parseInt(pick.endpoint().address().host())]++;
        }
        assertThat(inFlight[0]).isBetween(7, 13);
        assertThat(inFlight[1]).isBetween(16, 24);
        assertThat(inFlight[2]).isBetween(45, 55);
    }

    private static List<Endpoint> endpoints(int... weights) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int weight : weights) {
            endpoints.add(World.endpoint(Integer.toString(endpoints.size()), weight, 0));
        }
        return endpoints;
    }
}
