package io.weft.bench.engine;

import io.weft.bench.engine.Meshes.Routes;
import io.weft.bench.report.Machine;
import io.weft.bench.report.Report;
import io.weft.bench.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The engine's decisions alone: one call planned, picked and finished. */
public final class EngineTables {

    private static final int FORKS = 2;
    private static final int WARM_UP = 3;
    private static final int WARM_UP_OF_LITTLE = 1;

    private static final String NOTES = """
            By JMH; nanoseconds of the least disturbed iteration, and the median of all. `x Timer` is beside Micrometer's
            `Timer.record` in the same run. A call goes well at once, over ten endpoints: trace headers looked at, a route
            found, a breaker by error rate asked and told (Resilience4j), the less busy of two endpoints picked and released,
            ejection and retry armed, a held timer recorded; its requests go to 64 routes from all over the table in turns.
            Mixed routes are an exact path, a prefix, a header and a regex, a quarter each.

            Two threads share one target, breaker and timer, or have each their own of all of these: what both columns have in
            common is the machine, the rest is sharing. A call does nothing else here; in an application it takes
            microseconds beside the engine's part, and threads meet that much less often.
            """;

    private final Measurements seen;

    private EngineTables(Measurements seen) {
        this.seen = seen;
    }

    /** @param progress told what is done */
    public static Report measure(Consumer<String> progress) {
        Measurements seen = new Measurements(progress);
        seen.run(TimerBench.class, FORKS, WARM_UP_OF_LITTLE);
        seen.run(RoutesBench.class, FORKS, WARM_UP);
        seen.run(ThreadsBench.class, FORKS, WARM_UP);
        seen.run(PickBench.class, 1, WARM_UP_OF_LITTLE);
        EngineTables tables = new EngineTables(seen);
        return new Report(
                "engine",
                "The engine alone",
                Machine.words(),
                List.of(tables.calls(), tables.threads(), tables.picks()),
                NOTES);
    }

    private Table calls() {
        Table table = new Table("one call", "ns", "median ns", "bytes", "x Timer", "x 10 routes");
        table.row("Micrometer Timer.record", costs(timer(), Double.NaN));
        for (Routes kind : Routes.values()) {
            double few = routes(kind, 10).nanos();
            for (int routes : new int[] {10, 1_000, 10_000}) {
                Sample sample = routes(kind, routes);
                String what = String.format(
                        Locale.ROOT, "%,d %s", routes, kind == Routes.MIXED ? "mixed routes" : "routes by a header");
                table.row(what, costs(sample, sample.nanos() / few));
            }
        }
        table.row("1,000 mixed routes, no breaker, no telemetry", costs(alone(Parts.BARE), Double.NaN));
        return table;
    }

    private Double[] costs(Sample sample, double toFew) {
        return new Double[] {
            sample.nanos(), sample.medianNanos(), sample.bytes(), sample.nanos() / timer().nanos(), toFew
        };
    }

    private Table threads() {
        Table table =
                new Table("ns per call of each thread", "1 thread", "2, apart", "2, one target", "x 1", "x apart");
        threads(table, "Micrometer Timer.record", TimerBench.class);
        for (Parts parts : Parts.values()) {
            threads(table, parts == Parts.ALL ? "call" : "call, no breaker, no telemetry", ThreadsBench.class, parts);
        }
        return table;
    }

    private void threads(Table table, String what, Class<?> bench, Object... parameters) {
        double alone = seen.of(bench, "alone", parameters).nanos();
        double apart = seen.of(bench, "apart", parameters).nanos();
        double together = seen.of(bench, "together", parameters).nanos();
        table.row(what, alone, apart, together, together / alone, together / apart);
    }

    private Table picks() {
        Table table =
                new Table("one pick: ns, x Timer, bytes of", "10", "100", "1,000", "x Timer, 1,000", "bytes, 1,000");
        for (PickBench.Policy policy : PickBench.Policy.values()) {
            Sample many = pick(1_000, policy);
            table.row(
                    policy.title,
                    pick(10, policy).nanos(),
                    pick(100, policy).nanos(),
                    many.nanos(),
                    many.nanos() / timer().nanos(),
                    many.bytes());
        }
        return table;
    }

    private Sample timer() {
        return seen.of(TimerBench.class, "alone");
    }

    private Sample routes(Routes kind, int routes) {
        return seen.of(RoutesBench.class, "call", kind, routes);
    }

    private Sample alone(Parts parts) {
        return seen.of(ThreadsBench.class, "alone", parts);
    }

    private Sample pick(int endpoints, PickBench.Policy policy) {
        return seen.of(PickBench.class, "pick", endpoints, policy);
    }
}
