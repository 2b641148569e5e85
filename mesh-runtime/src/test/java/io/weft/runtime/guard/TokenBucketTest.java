package io.weft.runtime.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.RateLimit;
import io.weft.runtime.HandClock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final RateLimit TEN_A_SECOND = new RateLimit(10, Duration.ofSeconds(1), 3);

    private final HandClock clock = new HandClock();

    @Test
    void beginsFull() {
        TokenBucket bucket = new TokenBucket(TEN_A_SECOND, clock.getAsLong());

        assertThat(IntStream.range(0, 3).map(i -> (int) bucket.take(clock.getAsLong())))
                .containsOnly(0);
        assertThat(bucket.take(clock.getAsLong()))
                .isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void fillsEvenlyAndNotBeyondItsBurst() {
        TokenBucket bucket = new TokenBucket(TEN_A_SECOND, clock.getAsLong());
        IntStream.range(0, 3).forEach(i -> bucket.take(clock.getAsLong()));

        clock.advance(Duration.ofMillis(60));
        assertThat(bucket.take(clock.getAsLong()))
                .isEqualTo(Duration.ofMillis(40).toNanos());
        clock.advance(Duration.ofMillis(40));
        assertThat(bucket.take(clock.getAsLong())).isZero();
        assertThat(bucket.full(clock.getAsLong())).isFalse();
        clock.advance(Duration.ofDays(400));
        assertThat(bucket.full(clock.getAsLong())).isTrue();
        assertThat(IntStream.range(0, 4).filter(i -> bucket.take(clock.getAsLong()) == 0))
                .hasSize(3);
    }

    @Test
    void holdsBurstsThatTakeLongerToFillThanTimeLasts() {
        TokenBucket bucket = new TokenBucket(new RateLimit(1, Duration.ofDays(300), 1_000_000_000), clock.getAsLong());

        assertThat(bucket.take(clock.getAsLong())).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(bucket.take(clock.getAsLong())).isZero();
    }

    /** Whatever the schedule: no more than the burst and what came back since. */
    @Test
    void neverGivesMoreThanItHas() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RateLimit limit = new RateLimit(
                    1 + random.nextInt(50), Duration.ofMillis(1 + random.nextInt(2000)), 1 + random.nextInt(20));
            HandClock time = new HandClock();
            long start = time.getAsLong();
            TokenBucket bucket = new TokenBucket(limit, start);
            long taken = 0;
            for (int i = 0; i < 500; i++) {
                time.advance(Duration.ofNanos(random.nextInt(40_000_000)));
                taken += bucket.take(time.getAsLong()) == 0 ? 1 : 0;
                long each = limit.interval().toNanos() / limit.tokens();
                assertThat(taken)
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(limit.burst() + (time.getAsLong() - start) / each);
            }
        }
    }

    @Test
    void countsTokensTakenByManyThreads() throws Exception {
        TokenBucket bucket = new TokenBucket(new RateLimit(1, Duration.ofHours(1), 1000), 0);
        AtomicInteger taken = new AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int n = 0; n < 1000; n++) {
                    taken.addAndGet(bucket.take(0) == 0 ? 1 : 0);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasValue(1000);
    }
}
