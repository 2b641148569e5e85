package io.weft.bench.side;

import io.weft.bench.report.Machine;
import io.weft.control.ControlPlane;
import io.weft.control.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One run: an origin, a control plane, and all systems that call the one by the rules of the other. */
public final class SideBySide {

    private static final int CALLER_CORE = 0;

    private SideBySide() {}

    /**
     * Measures, writes {@code NAME.md}, {@code NAME.json} and {@code NAME.svg}, and answers the text of the first.
     *
     * @param name without one nothing is written
     * @param root of the project, as it was built
     * @param sameCore whether the origin shares the callers' core: nothing then depends on how fast a core wakes up
     */
    public static String write(
            Path root, Optional<String> name, Effort effort, boolean sameCore, Consumer<String> progress)
            throws IOException {
        ClassPaths paths = new ClassPaths(root.toAbsolutePath().resolve("benchmarks"));
        Comparison seen = compare(paths, effort, sameCore, progress);
        if (name.isPresent()) {
            write(root.resolve("benchmarks").resolve("reports"), name.get(), seen);
        }
        return Report.text(seen);
    }

    private static void write(Path reports, String name, Comparison seen) throws IOException {
        Files.writeString(reports.resolve(name + ".md"), Report.markdown(seen, name));
        Files.writeString(reports.resolve(name + ".json"), Json.of(seen));
        Files.writeString(reports.resolve(name + ".svg"), Chart.of(seen));
    }

    private static Comparison compare(ClassPaths paths, Effort effort, boolean sameCore, Consumer<String> progress)
            throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        int originCore = sameCore || cores == 1 ? CALLER_CORE : CALLER_CORE + 1;
        Path rules = Files.createTempDirectory("weft-bench");
        try (LegProcess origin = LegProcess.start(origin(), originCore)) {
            String[] ports = origin.first().split(" ");
            Rules.write(rules, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
            try (ControlPlane plane =
                    ControlPlane.start(ControlPlaneOptions.of(rules).listeningOn("127.0.0.1", 0))) {
                Contenders contenders = new Contenders(
                        paths, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]), "127.0.0.1:" + plane.port());
                Turns turns = new Turns(effort, CALLER_CORE, progress);
                Map<String, Integer> failures = new LinkedHashMap<>();
                for (Contender contender : contenders.withDeadEndpoint()) {
                    if (effort.takes(contender)) {
                        failures.put(contender.name(), turns.failures(contender, Comparison.DEAD_CALLS));
                    }
                }
                return new Comparison(
                        machine(effort, originCore),
                        turns.measure(contenders.overHttp()),
                        turns.measure(contenders.overGrpc()),
                        failures,
                        contenders.missing());
            }
        }
    }

    private static Contender origin() {
        return new Contender("origin", System.getProperty("java.class.path"), "io.weft.bench.side.Origin", List.of());
    }

    private static String machine(Effort effort, int originCore) {
        return String.format(
                Locale.ROOT,
                "%s; %s; %d rounds of %,d calls after %d s of warm-up",
                Machine.words(),
                LegProcess.pins()
                        ? "callers pinned to one core, the origin to "
                                + (originCore == CALLER_CORE ? "the same" : "another")
                        : "nothing pinned",
                effort.rounds(),
                effort.calls(),
                effort.warmUp());
    }
}
