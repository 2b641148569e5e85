package io.weft.runtime.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    @Test
    void neverSendsACallerBackTooEarly() {
        Duration time = Duration.ofSeconds(2).plusNanos(1);
        assertThat(RetryAfter.seconds(time)).isEqualTo("3");
        assertThat(RetryAfter.millis(time)).isEqualTo("2001");
    }

    @Test
    void takesWholeTimesAsTheyAre() {
        assertThat(RetryAfter.seconds(Duration.ofSeconds(2))).isEqualTo("2");
        assertThat(RetryAfter.millis(Duration.ofSeconds(2))).isEqualTo("2000");
    }

    @Test
    void isAtLeastOne() {
        assertThat(RetryAfter.seconds(Duration.ZERO)).isEqualTo("1");
        assertThat(RetryAfter.millis(Duration.ZERO)).isEqualTo("1");
    }
}
