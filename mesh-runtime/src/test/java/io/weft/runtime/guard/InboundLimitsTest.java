package io.weft.runtime.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Guard;
import io.weft.model.InboundLimit;
import io.weft.model.InboundLimit.Per;
import io.weft.model.RateLimit;
import io.weft.runtime.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InboundLimitsTest {

    private static final RateLimit TWO_A_MINUTE = new RateLimit(2, Duration.ofMinutes(1), 2);
    private static final Guard.Fallback TOO_MUCH =
            new Guard.Fallback(Set.of(Guard.Cause.RATE_LIMITED), 429, 8, Map.of(), "too much");

    private final HandClock clock = new HandClock();
    private final InboundLimits limits = new InboundLimits(clock);

    private record Request(String caller, Map<String, String> headers) implements InboundLimits.Request {
        @Override
        public @Nullable String header(String name) {
            return headers.get(name);
        }
    }

    private static InboundLimit limit(Per per) {
        return new InboundLimit(TWO_A_MINUTE, per, TOO_MUCH, "guard.yaml:1");
    }

    private boolean passes(String caller, String user) {
        return limits.check(new Request(caller, user.isEmpty() ? Map.of() : Map.of("x-user", user)))
                .isEmpty();
    }

    @Test
    void letsEverythingInWithoutALimit() {
        assertThat(passes("a", "")).isTrue();
    }

    @Test
    void countsAllRequestsOfAWorkloadTogether() {
        limits.use(List.of(limit(new Per.Workload())));

        assertThat(passes("a", "")).isTrue();
        assertThat(passes("b", "")).isTrue();
        InboundLimits.Excess excess = limits.check(new Request("c", Map.of())).orElseThrow();
        assertThat(excess.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(excess.rule().fallback()).isEqualTo(TOO_MUCH);
    }

    @Test
    void countsEachCallerApart() {
        limits.use(List.of(limit(new Per.Caller())));

        assertThat(passes("a", "")).isTrue();
        assertThat(passes("a", "")).isTrue();
        assertThat(passes("a", "")).isFalse();
        assertThat(passes("b", "")).isTrue();
    }

    @Test
    void countsEachValueOfAHeaderApartAndRequestsWithoutItTogether() {
        limits.use(List.of(limit(new Per.Header("x-user"))));

        assertThat(passes("a", "jason") && passes("b", "jason")).isTrue();
        assertThat(passes("c", "jason")).isFalse();
        assertThat(passes("a", "") && passes("b", "")).isTrue();
        assertThat(passes("c", "")).isFalse();
    }

    @Test
    void keepsWhatWasCountedWhenTheConfigurationStaysTheSame() {
        limits.use(List.of(limit(new Per.Caller())));
        assertThat(passes("a", "")).isTrue();
        assertThat(passes("a", "")).isTrue();

        limits.use(List.of(limit(new Per.Caller()), limit(new Per.Header("x-user"))));
        assertThat(passes("a", "")).isFalse();

        limits.use(List.of());
        assertThat(passes("a", "")).isTrue();
    }

    @Test
    void neverKeepsMoreBucketsThanItsBound() {
        KeyedBuckets buckets = new KeyedBuckets(TWO_A_MINUTE, 100, clock.getAsLong());
        for (int i = 0; i < 1000; i++) {
            buckets.take("key-" + i, clock.getAsLong());
        }
        assertThat(buckets.size()).isEqualTo(100);
        assertThat(buckets.take("one more", clock.getAsLong())).isPositive();

        clock.advance(Duration.ofMinutes(5));
        assertThat(buckets.take("later", clock.getAsLong())).isZero();
        assertThat(buckets.size()).isEqualTo(1);
    }

    @Test
    void tellsLongKeysApart() {
        KeyedBuckets buckets = new KeyedBuckets(TWO_A_MINUTE, 100, clock.getAsLong());
        String common = "Bearer " + "x".repeat(4000);

        assertThat(buckets.take(common + "1", clock.getAsLong())).isZero();
        assertThat(buckets.take(common + "1", clock.getAsLong())).isZero();
        assertThat(buckets.take(common + "1", clock.getAsLong())).isPositive();
        assertThat(buckets.take(common + "2", clock.getAsLong())).isZero();
    }
}
