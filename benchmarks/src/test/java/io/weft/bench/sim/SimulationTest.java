package io.weft.bench.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the report promises of probing: 200 clients, 70 % load, seeds other than the report's. */
class SimulationTest {

    private static final int CLIENTS = 200;
    private static final double LOAD = 0.7;

    @Test
    void probingCutsTheTailUnderSkew() {
        assertThat(ratio(Setting.skewed(CLIENTS, LOAD), 7)).isLessThanOrEqualTo(0.3);
    }

    @Test
    void probingCutsTheTailUnderAntagonists() {
        assertThat(ratio(Setting.antagonists(CLIENTS, LOAD), 8)).isLessThanOrEqualTo(0.25);
    }

    @Test
    void probingCostsNoTailUnderEvenLoad() {
        assertThat(ratio(Setting.even(CLIENTS, LOAD), 9)).isLessThanOrEqualTo(1.05);
    }

    @Test
    void bringsTheSameFiguresEachTime() {
        Setting setting = Setting.antagonists(20, LOAD);
        assertThat(run(setting, Policy.PROBING, 3, 1)).isEqualTo(run(setting, Policy.PROBING, 3, 1));
    }

    /** Where it is not: {@code ./weft bench simulator} writes it anew. */
    @Test
    void theReportIsWhatTheCodeSimulates() throws IOException {
        String report = Files.readString(Path.of("reports", "simulator.md"));
        String few = report.substring(report.indexOf("## 8 clients"));
        for (Policy policy : List.of(Policy.LEAST_REQUEST, Policy.PROBING)) {
            Figures figures = Simulator.run(Setting.even(8, LOAD), policy);
            assertThat(few)
                    .contains(String.format(
                            Locale.ROOT, "| %s | %.1f | %.1f |", policy.title, figures.p50(), figures.p99()));
        }
    }

    @Test
    void anIdleServiceTakesAsLongAsItsWork() {
        Figures figures = run(Setting.even(CLIENTS, 0.05), Policy.ORACLE, 3, 5);
        // The median of the work, and the way there and back.
        assertThat(figures.p50()).isBetween(6.3, 6.9);
    }

    private static double ratio(Setting setting, long seed) {
        return run(setting, Policy.PROBING, seed, 10).p99()
                / run(setting, Policy.LEAST_REQUEST, seed, 10).p99();
    }

    private static Figures run(Setting setting, Policy policy, long seed, int seconds) {
        return Simulation.run(setting, policy, seed, Duration.ofSeconds(seconds / 2), Duration.ofSeconds(seconds));
    }
}
