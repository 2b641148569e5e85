package io.weft.runtime.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.LoadReport;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadTextTest {

    @Test
    void readsWhatItWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            LoadReport report = new LoadReport(random.nextInt(1_000_000), random.nextLong(1_000_000_000_000_000L));
            assertThat(LoadText.parse(LoadText.of(report))).isEqualTo(report);
        }
    }

    @Test
    void passesOverWordsOfLaterVersions() {
        assertThat(LoadText.parse("inFlight=3 latencyNanos=5 cpu=0.7")).isEqualTo(new LoadReport(3, 5));
    }

    @Test
    void doesNotUnderstandAnythingElse() {
        for (String text :
                new String[] {"", "inFlight=3", "inFlight=-3 latencyNanos=5", "inFlight=3 latencyNanos=5x"}) {
            assertThat(LoadText.parse(text)).isEqualTo(LoadAnswer.Missing.NOT_UNDERSTOOD);
        }
        assertThat(LoadText.parse("inFlight=99999999999 latencyNanos=5")).isEqualTo(LoadAnswer.Missing.NOT_UNDERSTOOD);
    }
}
