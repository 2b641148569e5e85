package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.LoadBalancing.Probing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any order of reports, choices and time. */
class ProbePoolTest {

    private static final Probing RULE = Probing.DEFAULT;

    private record Report(long at, int uses) {}

    private static List<EndpointState> endpoints(int count) {
        List<EndpointState> endpoints = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            endpoints.add(new EndpointState(new Address("h" + i, 80), 0));
        }
        return endpoints;
    }

    @Test
    void usesOnlyWhatIsFreshUsableAndNotUsedUp() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<EndpointState> endpoints = endpoints(1 + random.nextInt(60));
            Reuse reuse = Reuse.of(RULE, endpoints.size());
            ProbePool pool = new ProbePool(random);
            Map<EndpointState, Report> reports = new HashMap<>();
            long now = 0;
            for (int step = 0; step < 2000; step++) {
                now += random.nextInt((int) Duration.ofMillis(60).toNanos());
                EndpointState some = endpoints.get(random.nextInt(endpoints.size()));
                if (random.nextBoolean()) {
                    LoadReport report = new LoadReport(random.nextInt(20), random.nextInt(1_000_000));
                    pool.add(some, report, reuse, RULE, now);
                    reports.put(some, new Report(now, 0));
                    continue;
                }
                EndpointState taken = pool.take(state -> state != some, reuse, RULE, now);
                if (taken != null) {
                    Report by =
                            reports.computeIfPresent(taken, (state, report) -> new Report(report.at, report.uses + 1));
                    assertThat(taken).isNotSameAs(some);
                    assertThat(by).isNotNull();
                    assertThat(now - by.at).isLessThanOrEqualTo(RULE.maxAge().toNanos());
                    assertThat(by.uses).isLessThanOrEqualTo((int) Math.ceil(reuse.uses()));
                }
            }
        }
    }

    @Test
    void keepsNoMoreThanThePoolHolds() {
        List<EndpointState> endpoints = endpoints(40);
        ProbePool pool = new ProbePool(new Random(1));
        Reuse once = new Reuse(1, 0);
        endpoints.forEach(state -> pool.add(state, new LoadReport(1, 1), once, RULE, 0));
        List<EndpointState> taken = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            EndpointState state = pool.take(any -> true, once, RULE, 0);
            if (state != null) {
                taken.add(state);
            }
        }
        // One is left, and one is no choice.
        assertThat(taken).hasSize(15).doesNotHaveDuplicates().isSubsetOf(endpoints.subList(24, 40));
    }

    @Test
    void aUseCountsAsOneMoreInFlight() {
        List<EndpointState> two = endpoints(2);
        ProbePool pool = new ProbePool(new Random(1));
        Reuse often = new Reuse(10, 0);
        pool.add(two.get(0), new LoadReport(0, 5), often, RULE, 0);
        pool.add(two.get(1), new LoadReport(3, 5), often, RULE, 0);
        List<EndpointState> taken = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            taken.add(pool.take(any -> true, often, RULE, 0));
        }
        assertThat(taken.subList(0, 3)).containsOnly(two.get(0));
        assertThat(taken.subList(3, 7)).contains(two.get(0), two.get(1));
    }

    @Test
    void takesTheLeastBusyWhenAllAreHot() {
        Probing allHot = new Probing(1, 0, 16, Duration.ofSeconds(1));
        List<EndpointState> three = endpoints(3);
        ProbePool pool = new ProbePool(new Random(1));
        Reuse once = new Reuse(1, 0);
        pool.add(three.get(2), new LoadReport(1, 1), once, allHot, 0);
        pool.add(three.get(2), new LoadReport(9, 1), once, allHot, 0);
        pool.add(three.get(0), new LoadReport(7, 900), once, allHot, 0);
        assertThat(pool.take(any -> true, once, allHot, 0)).isSameAs(three.get(0));
    }

    @Test
    void prefersAColdSlowOneToAHotFastOne() {
        List<EndpointState> two = endpoints(2);
        ProbePool pool = new ProbePool(new Random(1));
        Reuse once = new Reuse(1, 0);
        Probing rule = new Probing(1, 0.5, 16, Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            pool.add(two.get(0), new LoadReport(2, 900), once, rule, 0);
        }
        pool.add(two.get(1), new LoadReport(3, 1), once, rule, 0);
        assertThat(pool.take(any -> true, once, rule, 0)).isSameAs(two.get(0));
    }
}
