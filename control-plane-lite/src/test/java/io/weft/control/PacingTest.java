package io.weft.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacingTest {

    private final Pacing pacing = new Pacing(Duration.ofNanos(20), Duration.ofNanos(500));

    @Test
    void letsAChangeAfterAPauseGoAtOnce() {
        assertThat(pacing.changed(1_000)).isZero();
        assertThat(pacing.changed(1_020)).isZero();
    }

    @Test
    void letsLaterChangesWaitForQuiet() {
        pacing.changed(1_000);
        assertThat(pacing.changed(1_005)).isEqualTo(20);
        assertThat(pacing.changed(1_015)).isEqualTo(20);
        assertThat(pacing.remaining(1_030)).isEqualTo(5);
        assertThat(pacing.remaining(1_035)).isZero();
        pacing.pushed();
        assertThat(pacing.changed(1_034)).as("19 after the last change").isEqualTo(20);
    }

    @Test
    void boundsTheWait() {
        pacing.changed(1_000);
        long now = 1_010;
        while (now < 1_510) {
            assertThat(pacing.changed(now)).isPositive();
            now += 10;
        }
        assertThat(pacing.remaining(now)).isZero();
    }
}
