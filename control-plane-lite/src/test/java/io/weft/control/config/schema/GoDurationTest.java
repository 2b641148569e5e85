package io.weft.control.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GoDurationTest {

    @Test
    void readsWhatGoReads() {
        assertThat(GoDuration.parse("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(GoDuration.parse("500ms")).contains(Duration.ofMillis(500));
        assertThat(GoDuration.parse("1.5h")).contains(Duration.ofMinutes(90));
        assertThat(GoDuration.parse(".5s")).contains(Duration.ofMillis(500));
        assertThat(GoDuration.parse("1.s")).contains(Duration.ofSeconds(1));
        assertThat(GoDuration.parse("-2s")).contains(Duration.ofSeconds(-2));
        assertThat(GoDuration.parse("100us")).contains(Duration.ofNanos(100_000));
        assertThat(GoDuration.parse("0")).contains(Duration.ZERO);
        assertThat(GoDuration.parse("999999h")).contains(Duration.ofHours(999_999));
    }

    @Test
    void refusesTheRest() {
        for (String text : new String[] {"", "5", "5 s", "1d", "s", "1h-3m", "9999999999h", "1e3s", "5S", "."}) {
            assertThat(GoDuration.parse(text)).as(text).isEmpty();
        }
    }
}
