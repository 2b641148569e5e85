package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeoutsTest {

    private static final class Attempt implements Timeouts.Limited {

        final long deadline;
        boolean forgotten;
        int told;

        Attempt(long deadline) {
            this.deadline = deadline;
        }

        @Override
        public long deadlineNanos() {
            return deadline;
        }

        @Override
        public void late() {
            told++;
        }
    }

    private final HandChannel time = new HandChannel();
    private final Timeouts timeouts = new Timeouts(time.getScheduledExecutorService(), time::now);

    private Attempt watched(long seconds) {
        Attempt attempt = new Attempt(time.now() + TimeUnit.SECONDS.toNanos(seconds));
        timeouts.watch(attempt);
        return attempt;
    }

    @Test
    void tellsEachWhenItsTimeIsUp() {
        Attempt longer = watched(5);
        Attempt shorter = watched(3);
        time.pass(3);
        assertThat(shorter.told).isEqualTo(1);
        assertThat(longer.told).isZero();
        time.pass(2);
        assertThat(longer.told).isEqualTo(1);
        time.pass(10);
        assertThat(shorter.told).isEqualTo(1);
    }

    /** Any number of attempts that come, go and run late, beside a plain reading of their deadlines. */
    @Test
    void tellsTheLateAndNobodyElse() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Attempt> all = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                switch (random.nextInt(3)) {
                    case 0 -> all.add(watched(1 + random.nextInt(20)));
                    case 1 -> time.pass(1);
                    default ->
                        all.stream()
                                .filter(attempt -> attempt.told == 0 && random.nextInt(4) == 0)
                                .forEach(this::forget);
                }
                for (Attempt attempt : all) {
                    assertThat(attempt.told)
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(!attempt.forgotten && attempt.deadline <= time.now() ? 1 : 0);
                }
            }
            all.forEach(this::forget);
        }
    }

    private void forget(Attempt attempt) {
        attempt.forgotten = true;
        timeouts.forget(attempt);
    }

    @Test
    void saysTimesAsGrpcDoes() {
        assertThat(Witness.timeout(-5)).isEqualTo("1n");
        assertThat(Witness.timeout(99_999_999)).isEqualTo("99999999n");
        assertThat(Witness.timeout(100_000_000)).isEqualTo("100000u");
        assertThat(Witness.timeout(10_000_000_000L)).isEqualTo("10000000u");
        assertThat(Witness.timeout(100_000_000_000L)).isEqualTo("100000m");
        assertThat(Witness.timeout(100_000_000_000_000L)).isEqualTo("100000S");
    }
}
