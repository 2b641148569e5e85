package io.weft.runtime.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.Guard;
import io.weft.model.LoadBalancing;
import io.weft.model.MeshSnapshot;
import io.weft.model.RateLimit;
import io.weft.model.Thresholds;
import io.weft.runtime.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardsTest {

    private static final Guard.Breaker BREAKER = breaker(50);

    private final HandClock clock = new HandClock();
    private final Guards guards = new Guards(clock);

    private static Guard.Breaker breaker(double errorRate) {
        Duration second = Duration.ofSeconds(1);
        return new Guard.Breaker(errorRate, 0, second, new Guard.Window.Calls(10), 2, second, 1, second);
    }

    private static Guard guard(Guard.Breaker breaker, int tokens) {
        RateLimit limit = new RateLimit(tokens, Duration.ofMinutes(1), tokens);
        return new Guard(Optional.of(breaker), Optional.of(limit), Optional.empty(), List.of(), "guard.yaml:3");
    }

    private static Cluster cluster(Optional<Guard> guard) {
        return new Cluster(
                "reviews",
                Cluster.Protocol.HTTP1,
                List.of(),
                new LoadBalancing.RoundRobin(),
                Optional.empty(),
                0,
                Thresholds.DEFAULT,
                Duration.ofSeconds(1),
                ConnectionPolicy.DEFAULT,
                Map.of(),
                Optional.empty(),
                guard,
                "reviews",
                "",
                "");
    }

    private ClusterGuard adopt(Guard guard) {
        Cluster cluster = cluster(Optional.of(guard));
        guards.adopt(new MeshSnapshot("1", Map.of(), Map.of(cluster.name(), cluster)));
        return Objects.requireNonNull(guards.of(cluster));
    }

    private static void fail(ClusterGuard live, int times) {
        for (int i = 0; i < times; i++) {
            ((Permit) live.enter()).ended(true);
        }
    }

    @Test
    void refusesAboveTheRateBeforeTheBreakerIsAsked() {
        ClusterGuard live = adopt(guard(BREAKER, 3));
        fail(live, 2);
        assertThat(live.enter())
                .isInstanceOf(Entry.Refused.class)
                .extracting("cause")
                .isEqualTo(Guard.Cause.BREAKER_OPEN);
        assertThat(live.enter()).extracting("cause").isEqualTo(Guard.Cause.RATE_LIMITED);
    }

    @Test
    void keepsBreakerAndBucketAcrossChangesOfOtherParts() {
        ClusterGuard live = adopt(guard(BREAKER, 100));
        fail(live, 2);

        assertThat(adopt(guard(BREAKER, 200)).enter()).isInstanceOf(Entry.Refused.class);
        assertThat(guards.breakers()).extracting(BreakerView::state).containsExactly("OPEN");
        assertThat(guards.breakers()).extracting(BreakerView::origin).containsExactly("guard.yaml:3");
    }

    @Test
    void staysOpenUnderANewRule() {
        fail(adopt(guard(BREAKER, 100)), 2);

        ClusterGuard live = adopt(guard(breaker(80), 100));

        assertThat(live.enter()).isInstanceOf(Entry.Refused.class);
        clock.advance(Duration.ofMillis(1001));
        ((Permit) live.enter()).ended(false);
        assertThat(guards.breakers()).extracting(BreakerView::state).containsExactly("CLOSED");
    }

    @Test
    void countsTheEndOfACallOnce() {
        ClusterGuard live = adopt(guard(BREAKER, 100));
        Permit permit = (Permit) live.enter();
        permit.released();
        permit.ended(true);
        fail(live, 1);

        assertThat(guards.breakers()).extracting(BreakerView::state).containsExactly("CLOSED");
    }

    @Test
    void forgetsClustersWithoutAGuard() {
        adopt(guard(BREAKER, 100));
        Cluster bare = cluster(Optional.empty());

        guards.adopt(new MeshSnapshot("2", Map.of(), Map.of(bare.name(), bare)));

        assertThat(guards.of(bare)).isNull();
        assertThat(guards.breakers()).isEmpty();
    }
}
