package io.weft.bench;

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

    private static final int RUNS = 7;

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
        Path root = Path.of(System.getProperty("weft.root", ""));
        Effort effort = new Effort(warmUp, rounds, calls, rate, Effort.words(only));
        Optional<String> name =
                Optional.ofNullable(report).or(() -> only.isEmpty() ? Optional.of("side-by-side") : Optional.empty());
        System.out.println(SideBySide.write(root, name, effort, oneCore, System.err::println));
        name.ifPresent(it -> System.out.println("written to " + root.resolve("benchmarks/reports/" + it + ".md")));
    }

    /** The engine alone: one call planned, picked and finished, without I/O. */
    @Command(name = "engine", description = "The engine's decisions alone, beside Micrometer's Timer.record.")
    void engine() {
        Table table = new Table("engine, one call", "ns per call", "bytes per call", "x Timer.record", "x 10 routes");
        EngineBench.run(table);
        table.print(System.out);
        threads();
    }

    /** One target called from two threads. */
    @Command(name = "threads", description = "The engine's decisions on two threads that share a target.")
    void threads() {
        Table table = new Table(
                "ns per call", "1 thread", "2, nothing shared", "2, one target", "x 1 thread", "x nothing shared");
        ThreadsBench.run(table);
        table.print(System.out);
    }

    /** Whole calls over HttpClient 5, bare and meshed. */
    @Command(name = "http", description = "Calls over Apache HttpClient, bare and through the mesh.")
    void http() {
        Table table = new Table("GET over loopback, 1 thread", "us per call", "bytes per call", "bytes over bare");
        HttpBench.run(table);
        table.print(System.out);
    }

    /** A Spring Boot application, bare and with the starter. */
    @Command(name = "startup", description = "The start of a Spring Boot application without and with the starter.")
    void startup(@Option(names = "--runs", defaultValue = "" + RUNS, description = "Starts of each.") int runs) {
        Table table = new Table(
                "start-up, medians of " + runs,
                "ms until ready",
                "MiB heap after GC",
                "classes",
                "jars",
                "MiB of jars");
        StartupBench.run(table, Path.of(System.getProperty("weft.root", "")), runs);
        table.print(System.out);
    }

    /** Many callers and uneven servers, in simulated time; not part of the others, since it measures nothing here. */
    @Command(
            name = "simulator",
            description = "Balancing policies under even, skewed and antagonist load, simulated; writes a report.")
    void simulator() throws IOException {
        Path report = Path.of(System.getProperty("weft.root", ""), "benchmarks", "reports", "simulator.md");
        System.out.println(Simulator.write(report, System.err::println));
        System.out.println("written to " + report);
    }
}
