package io.weft.bench.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The report on balancing: every policy in every setting. */
public final class Simulator {

    private static final long SEED = 1;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(30);

    private static final String INTRODUCTION = """
            # Balancing, simulated

            Written by `./weft bench simulator`, which brings the same figures each time: simulated time, seeded chance, one
            thread. The balancing is the engine's own (`Upstreams`, one for each client), and so are the servers' load
            reports (`ServerLoad`); network, servers and work are simulated:

            - 50 servers of 4 workers, first come, first served; work is log-normal with a mean of 10 ms and sigma 1, so that
              the heaviest hundredth of the calls takes 62 ms and more by itself; 0.5 ms there and back
            - calls come as a Poisson process, from a client drawn by chance, at a share of what the servers can do on average
            - **even**: all servers alike; **skew**: every fifth works at half speed; **antagonists**: skew, and a neighbour
              takes half of each machine in bursts (2 s on average, every 10 s on average)
            - a probe is answered at once and takes 50 us of a busy worker's time; none is lost
            - the first 15 s are not counted, the next 30 s are; times are milliseconds from the choice to the answer

            A client sees its own requests only. With 200 clients each has a request or two in flight, over 50 servers: the
            usual state of a mesh without proxies, and the one in which the least of two tells next to nothing. Among 8
            clients it does. `x` is p99 as a share of that of the least request of two. The oracle knows every server's
            remaining work, and how heavy the call is. Round robin and random overload the slow servers: their p99 grows for
            as long as one looks.
            """;

    private final StringBuilder text = new StringBuilder(INTRODUCTION);
    private final Consumer<String> progress;

    private Simulator(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Simulates all, and writes the report.
     *
     * @param progress told what is done
     */
    public static String write(Path file, Consumer<String> progress) throws IOException {
        Simulator simulator = new Simulator(progress);
        simulator.section(200, 0.7);
        simulator.section(200, 0.85);
        simulator.section(8, 0.7);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, simulator.text);
        return simulator.text.toString();
    }

    private void section(int clients, double load) {
        String title = String.format(Locale.ROOT, "%d clients, %.0f %% load", clients, 100 * load);
        text.append("\n## ").append(title).append("\n\n| |");
        List<Setting> settings =
                List.of(Setting.even(clients, load), Setting.skewed(clients, load), Setting.antagonists(clients, load));
        settings.forEach(
                setting -> text.append(' ').append(setting.name()).append(": p50 | p99 | x | probes a call |"));
        text.append("\n|---|")
                .append("--:|--:|--:|--:|".repeat(settings.size()))
                .append('\n');
        Map<Policy, StringBuilder> rows = new EnumMap<>(Policy.class);
        for (Policy policy : Policy.values()) {
            rows.put(policy, new StringBuilder("| " + policy.title + " |"));
        }
        for (Setting setting : settings) {
            progress.accept(title + ", " + setting.name());
            columns(setting, rows);
        }
        rows.values().forEach(row -> text.append(row).append('\n'));
    }

    private static void columns(Setting setting, Map<Policy, StringBuilder> rows) {
        double base = run(setting, Policy.LEAST_REQUEST).p99();
        rows.forEach((policy, row) -> {
            Figures of = run(setting, policy);
            row.append(String.format(
                    Locale.ROOT, " %.1f | %.1f | %.2f | %.2f |", of.p50(), of.p99(), of.p99() / base, of.probes()));
        });
    }

    /** What one cell of the report is made of. */
    static Figures run(Setting setting, Policy policy) {
        return Simulation.run(setting, policy, SEED, WARM_UP, MEASURED);
    }
}
