package io.weft.runtime.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.weft.model.Guard;
import io.weft.runtime.HandClock;
import io.weft.runtime.guard.Breaker.State;
import io.weft.runtime.guard.Breaker.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Duration OPEN_FOR = Duration.ofSeconds(30);
    private static final Duration HALF_OPEN_FOR = Duration.ofSeconds(5);

    private final HandClock clock = new HandClock();

    private static Guard.Breaker rule(double errors, double slow, Guard.Window window) {
        return new Guard.Breaker(errors, slow, Duration.ofMillis(100), window, 4, OPEN_FOR, 2, HALF_OPEN_FOR);
    }

    private static Guard.Breaker ofCalls() {
        return rule(50, 0, new Guard.Window.Calls(10));
    }

    private Breaker breaker(Guard.Breaker rule) {
        return new Resilience4jBreaker("reviews", rule, clock, false);
    }

    private static Stay entered(Breaker breaker) {
        return Objects.requireNonNull(breaker.enter(), "refused");
    }

    private static void call(Breaker breaker, boolean failed) {
        call(breaker, failed, Duration.ofMillis(1));
    }

    private static void call(Breaker breaker, boolean failed, Duration took) {
        breaker.ended(entered(breaker), failed, took.toNanos());
    }

    private static Breaker opened(Breaker breaker) {
        for (int i = 0; i < 4; i++) {
            call(breaker, true);
        }
        assertThat(breaker.isOpen()).isTrue();
        return breaker;
    }

    private static String state(Breaker breaker) {
        return breaker.view("").state();
    }

    @Test
    void opensAtItsErrorRateButNotBeforeTheMinimumOfCalls() {
        Breaker breaker = breaker(ofCalls());
        call(breaker, true);
        call(breaker, true);
        call(breaker, false);
        assertThat(state(breaker)).isEqualTo("CLOSED");

        call(breaker, false);

        assertThat(state(breaker)).isEqualTo("OPEN");
        assertThat(breaker.enter()).isNull();
        assertThat(breaker.retryNanos()).isEqualTo(OPEN_FOR.toNanos());
        assertThat(breaker.view("").errorRate()).isEqualTo(50, within(0.01));
        assertThat(breaker.view("").refused()).isEqualTo(1);
    }

    @Test
    void opensAtItsSlowCallRateAlone() {
        Breaker breaker = breaker(rule(0, 75, new Guard.Window.Calls(4)));
        for (int i = 0; i < 4; i++) {
            call(breaker, true);
        }
        assertThat(state(breaker)).isEqualTo("CLOSED");
        for (int i = 0; i < 3; i++) {
            call(breaker, i == 0, Duration.ofMillis(101));
        }

        assertThat(state(breaker)).isEqualTo("OPEN");
    }

    @Test
    void forgetsWhatIsOlderThanItsWindowOfTime() {
        Breaker breaker = breaker(rule(50, 0, new Guard.Window.Time(Duration.ofSeconds(10))));
        call(breaker, true);
        call(breaker, true);
        call(breaker, true);
        clock.advance(Duration.ofSeconds(11));
        call(breaker, true);
        assertThat(state(breaker)).isEqualTo("CLOSED");

        call(breaker, true);
        call(breaker, true);
        call(breaker, true);
        assertThat(state(breaker)).isEqualTo("OPEN");
    }

    @Test
    void closesWhenTheHalfOpenCallsGoWell() {
        Breaker breaker = opened(breaker(ofCalls()));
        clock.advance(OPEN_FOR.plusMillis(1));

        Stay one = entered(breaker);
        Stay two = entered(breaker);
        assertThat(one).isSameAs(two).extracting(Stay::state).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.enter()).as("no third").isNull();
        breaker.ended(one, false, 1);
        breaker.ended(two, false, 1);

        assertThat(state(breaker)).isEqualTo("CLOSED");
    }

    @Test
    void opensAgainWhenTheHalfOpenCallsFail() {
        Breaker breaker = opened(breaker(ofCalls()));
        clock.advance(OPEN_FOR.plusMillis(1));
        call(breaker, true);
        call(breaker, true);

        assertThat(state(breaker)).isEqualTo("OPEN");
    }

    @Test
    void givesACancelledHalfOpenCallToAnother() {
        Breaker breaker = opened(breaker(ofCalls()));
        clock.advance(OPEN_FOR.plusMillis(1));
        for (int i = 0; i < 20; i++) {
            breaker.released(entered(breaker));
        }
        call(breaker, false);
        call(breaker, false);

        assertThat(state(breaker)).isEqualTo("CLOSED");
    }

    @Test
    void waitsForHalfOpenCallsNoLongerThanItsBound() {
        Breaker breaker = opened(breaker(ofCalls()));
        clock.advance(OPEN_FOR.plusMillis(1));
        entered(breaker); // and lost
        Stay late = entered(breaker);
        clock.advance(HALF_OPEN_FOR);

        assertThat(breaker.enter()).isNull();
        assertThat(state(breaker)).isEqualTo("OPEN");
        clock.advance(OPEN_FOR.plusMillis(1));
        call(breaker, false);
        breaker.ended(late, true, 1); // of a stay that is over: neither counts nor takes a place
        call(breaker, false);

        assertThat(state(breaker)).isEqualTo("CLOSED");
    }

    @Test
    void doesNotCountInHalfOpenWhatBeganBeforeTheOutage() {
        Breaker breaker = breaker(ofCalls());
        List<Stay> old = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            old.add(entered(breaker));
        }
        opened(breaker);
        clock.advance(OPEN_FOR.plusMillis(1));
        entered(breaker);
        old.forEach(stay -> breaker.ended(stay, true, 1));

        assertThat(state(breaker)).isEqualTo("HALF_OPEN");
    }

    /**
     * Beside Resilience4j's own that counts every call: long good times, in which ours need not, make no difference.
     */
    @Test
    void judgesAsIfItCountedEveryCall() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int window = 4 + random.nextInt(30);
            Breaker breaker = breaker(rule(50, 60, new Guard.Window.Calls(window)));
            CircuitBreaker all = CircuitBreaker.of(
                    "all",
                    CircuitBreakerConfig.custom()
                            .slidingWindow(window, 4, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                            .failureRateThreshold(50)
                            .slowCallRateThreshold(60)
                            .slowCallDurationThreshold(Duration.ofMillis(100))
                            .build());
            while (all.getState() == CircuitBreaker.State.CLOSED) {
                int good = random.nextInt(3 * window);
                for (int i = 0; i < good + random.nextInt(window); i++) {
                    boolean failed = i > good && random.nextInt(3) > 0;
                    Duration took = Duration.ofMillis(i > good ? random.nextInt(200) : 100);
                    breaker.ended(new Stay(State.CLOSED, 0), true, 1); // of another stay
                    Stay stay = breaker.enter();
                    if (stay == null) {
                        break;
                    }
                    breaker.ended(stay, failed, took.toNanos());
                    if (failed) {
                        all.onError(took.toMillis(), TimeUnit.MILLISECONDS, new IllegalStateException());
                    } else {
                        all.onSuccess(took.toMillis(), TimeUnit.MILLISECONDS);
                    }
                    assertThat(state(breaker))
                            .as("seed %d", seed)
                            .isEqualTo(all.getState().name());
                    assertThat(breaker.view("").errorRate())
                            .as("seed %d", seed)
                            .isEqualTo(all.getMetrics().getFailureRate(), within(0.01));
                }
            }
        }
    }

    /**
     * From whatever a schedule has left behind, calls lost for ever included: once the destination is well and is
     * called, the breaker is closed within an open wait, a half-open wait and another open wait.
     */
    @Test
    void alwaysRecovers() {
        for (int seed = 0; seed < 2_000; seed++) {
            HandClock time = new HandClock();
            Random random = new Random(seed);
            Breaker breaker = new Resilience4jBreaker("reviews", random(random), time, random.nextInt(10) == 0);
            disturb(breaker, time, random);
            Duration bound = OPEN_FOR.multipliedBy(2).plus(HALF_OPEN_FOR).plusSeconds(1);
            for (Duration passed = Duration.ZERO; passed.compareTo(bound) < 0; passed = passed.plusMillis(100)) {
                time.advance(Duration.ofMillis(100));
                for (int call = 0; call < 20; call++) {
                    Stay stay = breaker.enter();
                    if (stay != null) {
                        breaker.ended(stay, false, 1);
                    }
                }
            }
            assertThat(breaker.enter())
                    .as("seed %d", seed)
                    .isNotNull()
                    .extracting(Stay::state)
                    .isEqualTo(State.CLOSED);
        }
    }

    private static Guard.Breaker random(Random random) {
        Guard.Window window = random.nextBoolean()
                ? new Guard.Window.Calls(5 + random.nextInt(20))
                : new Guard.Window.Time(Duration.ofSeconds(1 + random.nextInt(10)));
        return new Guard.Breaker(
                1 + random.nextInt(100),
                random.nextBoolean() ? 1 + random.nextInt(100) : 0,
                Duration.ofMillis(100),
                window,
                1 + random.nextInt(5),
                OPEN_FOR,
                1 + random.nextInt(5),
                HALF_OPEN_FOR);
    }

    /** Calls that begin, go well, fail, are slow, are given up, or never end. */
    private static void disturb(Breaker breaker, HandClock time, Random random) {
        List<Stay> underWay = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            time.advance(Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 40_000 : 200)));
            Stay begun = breaker.enter();
            if (begun != null) {
                underWay.add(begun);
            }
            while (!underWay.isEmpty() && random.nextInt(3) > 0) {
                Stay stay = underWay.remove(random.nextInt(underWay.size()));
                switch (random.nextInt(5)) {
                    case 0 -> breaker.released(stay);
                    case 1 -> {} // lost
                    default ->
                        breaker.ended(
                                stay,
                                random.nextInt(3) > 0,
                                Duration.ofMillis(random.nextInt(300)).toNanos());
                }
            }
        }
    }
}
