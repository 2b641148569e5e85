package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weft.model.Endpoint;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import io.weft.model.Thresholds;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pick, with outlier detection armed, among a thousand endpoints of unequal weight. */
class PickCostTest {

    private static final Outcome GOOD = Outcome.ofHttp(200);

    static List<LoadBalancing> policies() {
        return PickTest.policies();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void makesNoGarbageButThePick(LoadBalancing policy) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            endpoints.add(World.endpoint("h" + i, 1 + i % 3, 0));
        }
        ClusterView view = new World()
                .upstreams.view(
                        World.cluster(endpoints, policy, Optional.of(World.FIVE_IN_A_ROW), 0, Thresholds.DEFAULT));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        run(view, 20_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(view, 100_000);
        double bytes = (threads.getCurrentThreadAllocatedBytes() - before) / 100_000.0;

        // A Pick is 24 bytes.
        assertThat(bytes).isLessThan(32);
    }

    private static void run(ClusterView view, int times) {
        for (int i = 0; i < times; i++) {
            ((Pick) view.pick(PickArgs.FIRST)).done(GOOD);
        }
    }
}
