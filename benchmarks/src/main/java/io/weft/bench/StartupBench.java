package io.weft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the starter costs at the start of an application: the same application without it and with it, in turns. */
final class StartupBench {

    private static final double MEBIBYTE = 1 << 20;

    private StartupBench() {}

    /** Starts each so many times, after one start that does not count. */
    static void run(Table table, Path root, int runs) {
        try {
            Path benchmarks = root.resolve("benchmarks");
            Startup bare = Startup.bare(benchmarks);
            Startup meshed = Startup.meshed(benchmarks);
            bare.once();
            meshed.once();
            List<Startup.Seen> without = new ArrayList<>();
            List<Startup.Seen> with = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                without.add(bare.once());
                with.add(meshed.once());
            }
            Double[] first = numbers(bare, without);
            Double[] second = numbers(meshed, with);
            table.row("Spring Boot: webmvc, restclient, actuator", first);
            table.row("the same and mesh-spring-starter", second);
            table.row("added", difference(first, second));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
