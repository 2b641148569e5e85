package io.weft.bench;

import io.weft.bench.engine.EngineTables;
import io.weft.bench.engine.HttpTable;
import io.weft.bench.report.Report;
import io.weft.bench.side.Effort;
import io.weft.bench.side.SideBySide;
import io.weft.bench.sim.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft bench}: systems side by side, and with a name: one table of the mesh's own. */
@Command(name = "bench", description = "Measures what the mesh costs, beside what one would have without it.")
public final class Bench implements Runnable {

    private static final Path ROOT = Path.of(System.getProperty("weft.root", ""));
    private static final Path REPORTS = ROOT.resolve("benchmarks").resolve("reports");

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public void run() {
        try {
            side(20, 9, 5_000, 0, false, "", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole systems, each in a process of its own. */
    @Command(name = "side", description = "Systems side by side, in turns; writes a report, its figures and a chart.")
    void side(
            @Option(names = "--warm-up", defaultValue = "20", description = "Seconds for each system.") int warmUp,
            @Option(names = "--rounds", defaultValue = "9", description = "Rounds of every system.") int rounds,
            @Option(names = "--calls", defaultValue = "5000", description = "Calls in a round.") int calls,
            @Option(names = "--open", defaultValue = "0", description = "Also by a plan, so many per second.") int rate,
            @Option(names = "--one-core", description = "The origin on the callers' core, too.") boolean oneCore,
            @Option(names = "--only", defaultValue = "", description = "Systems whose names hold such words: grpc,boot")
                    String only,
            @Option(names = "--report", description = "Its name; side-by-side, and nothing is written with --only.")
                    @Nullable
                    String report)
            throws IOException {
        Effort effort = new Effort(warmUp, rounds, calls, rate, Effort.words(only));
        Optional<String> name =
                Optional.ofNullable(report).or(() -> only.isEmpty() ? Optional.of("side-by-side") : Optional.empty());
        System.out.println(SideBySide.write(ROOT, name, effort, oneCore, System.err::println));
        name.ifPresent(it -> System.out.println("written to " + REPORTS.resolve(it + ".md")));
    }

    /** The engine alone: one call planned, picked and finished, without I/O. */
    @Command(name = "engine", description = "The engine's decisions alone, by JMH; writes a report and its figures.")
    void engine() throws IOException {
        publish(EngineTables.measure(System.err::println));
    }

    /** Whole calls over HttpClient 5, bare and meshed. */
    @Command(name = "http", description = "Calls over Apache HttpClient, bare and through the mesh; likewise.")
    void http() throws IOException {
        publish(HttpTable.measure(System.err::println));
    }

    /** A Spring Boot application, bare and with the starter. */
    @Command(name = "startup", description = "The start of a Spring Boot application without and with the starter.")
    void startup(@Option(names = "--runs", defaultValue = "7", description = "Starts of each.") int runs)
            throws IOException {
        publish(StartupTable.measure(ROOT, runs, System.err::println));
    }

    private static void publish(Report report) throws IOException {
        report.write(REPORTS);
        System.out.println(report.text());
        System.out.println("written to " + REPORTS.resolve(report.name() + ".md"));
    }

    /** Many callers and uneven servers, in simulated time; not part of the others, since it measures nothing here. */
    @Command(
            name = "simulator",
            description = "Balancing policies under even, skewed and antagonist load, simulated; writes a report.")
    void simulator() throws IOException {
        Path report = REPORTS.resolve("simulator.md");
        System.out.println(Simulator.write(report, System.err::println));
        System.out.println("written to " + report);
    }
}
