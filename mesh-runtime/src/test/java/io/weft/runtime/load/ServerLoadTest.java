package io.weft.runtime.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.runtime.upstream.LoadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServerLoadTest {

    private long now = 1_000;
    private final ServerLoad load = new ServerLoad(() -> now);

    private void serve(int atOnce, long millis) {
        List<Runnable> ends = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            ends.add(load.begin());
        }
        pass(millis);
        ends.forEach(Runnable::run);
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    private static long millis(LoadReport report) {
        return Duration.ofNanos(report.latencyNanos()).toMillis();
    }

    @Test
    void countsWhatIsInFlightAndEachEndOnce() {
        Runnable first = load.begin();
        load.begin();
        assertThat(load.report().inFlight()).isEqualTo(2);
        first.run();
        first.run();
        assertThat(load.report().inFlight()).isEqualTo(1);
    }

    @Test
    void cannotTellALatencyBeforeTheFirstAnswer() {
        load.begin();
        assertThat(load.report()).isEqualTo(new LoadReport(1, 0));
    }

    @Test
    void tellsTheLatencyOfTheLoadThatThereIs() {
        for (int i = 0; i < 3; i++) {
            serve(1, 10);
        }
        serve(8, 80);
        assertThat(millis(load.report())).isEqualTo(10);
        for (int i = 0; i < 7; i++) {
            load.begin();
        }
        assertThat(millis(load.report())).isEqualTo(80);
    }

    @Test
    void tellsTheMedianOfTheLastSixteen() {
        for (int i = 0; i < 20; i++) {
            serve(1, 500);
        }
        for (int i = 1; i <= 16; i++) {
            serve(1, i);
        }
        assertThat(millis(load.report())).isEqualTo(9);
    }

    @Test
    void forgetsWhatIsStale() {
        serve(1, 10);
        pass(5_001);
        assertThat(load.report().latencyNanos()).isZero();
    }

    @Test
    void keepsLargerLoadsApartLessExactly() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            int lower = 1 + random.nextInt(1 << (1 + random.nextInt(29)));
            int higher = lower + lower / 4 + 1;
            assertThat(LatenciesByLoad.step(lower)).isLessThanOrEqualTo(LatenciesByLoad.step(lower + 1));
            assertThat(LatenciesByLoad.step(lower)).isLessThan(LatenciesByLoad.step(higher));
        }
    }
}
