package io.weft.bench;

import io.weft.bench.report.Machine;
import io.weft.bench.report.Report;
import io.weft.bench.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** What the starter costs at the start of an application: the same application without it and with it, in turns. */
final class StartupTable {

    private static final double MEBIBYTE = 1 << 20;

    private static final String NOTES = """
            Both start in turns, in JVMs with default flags, without a control plane to be found. A start ends when the
            application is ready; heap and classes are counted after a collection then.
            """;

    private StartupTable() {}

    /**
     * Starts each so many times, after one start that does not count.
     *
     * @param root of the project, as it was built
     * @param progress told what is done
     */
    static Report measure(Path root, int runs, Consumer<String> progress) throws IOException {
        Path benchmarks = root.resolve("benchmarks");
        Startup bare = Startup.bare(benchmarks);
        Startup meshed = Startup.meshed(benchmarks);
        bare.once();
        meshed.once();
        List<Startup.Seen> without = new ArrayList<>();
        List<Startup.Seen> with = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            progress.accept("start " + run + " of " + runs);
            without.add(bare.once());
            with.add(meshed.once());
        }
        Table table = new Table(
                "medians of " + runs + " starts", "ms until ready", "MiB heap", "classes", "jars", "MiB of jars");
        Double[] first = numbers(bare, without);
        Double[] second = numbers(meshed, with);
        table.row("Spring Boot: webmvc, restclient, actuator", first);
        table.row("the same and mesh-spring-starter", second);
        table.row("added", difference(first, second));
        return new Report("startup", "The start of an application", Machine.words(), List.of(table), NOTES);
    }

    private static Double[] numbers(Startup startup, List<Startup.Seen> seen) throws IOException {
        return new Double[] {
            median(seen, Startup.Seen::millis),
            median(seen, Startup.Seen::heap) / MEBIBYTE,
            median(seen, Startup.Seen::classes),
            (double) startup.jars().size(),
            startup.bytes() / MEBIBYTE
        };
    }

    private static double median(List<Startup.Seen> seen, ToDoubleFunction<Startup.Seen> number) {
        double[] sorted = seen.stream().mapToDouble(number).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Double[] difference(Double[] from, Double[] to) {
        Double[] difference = new Double[from.length];
        for (int i = 0; i < from.length; i++) {
            difference[i] = to[i] - from[i];
        }
        return difference;
    }
}
