package io.weft.xds.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void growsFromATenthOfASecondToFiveSecondsAndNeverBeyond() {
        for (int seed = 0; seed < 100; seed++) {
            BackOff backOff = new BackOff(new Random(seed));
            assertThat(millis(backOff)).isBetween(80L, 120L);
            assertThat(millis(backOff)).isBetween(128L, 192L);
            for (int i = 0; i < 10; i++) {
                assertThat(millis(backOff)).isLessThanOrEqualTo(5_000);
            }
            assertThat(millis(backOff)).isBetween(4_000L, 5_000L);
        }
    }

    @Test
    void differsFromProcessToProcess() {
        assertThat(new BackOff(new Random(1)).nextBackoffNanos())
                .isNotEqualTo(new BackOff(new Random(2)).nextBackoffNanos());
    }

    private static long millis(BackOff backOff) {
        return TimeUnit.NANOSECONDS.toMillis(backOff.nextBackoffNanos());
    }
}
