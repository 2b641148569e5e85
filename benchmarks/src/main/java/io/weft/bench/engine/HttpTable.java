package io.weft.bench.engine;

import io.weft.bench.report.Machine;
import io.weft.bench.report.Report;
import io.weft.bench.report.Table;
import java.util.List;
import java.util.function.Consumer;

/** Whole calls over Apache HttpClient, bare and meshed. */
public final class HttpTable {

    private static final int FORKS = 2;
    private static final int WARM_UP = 12;

    private static final String NOTES = """
            By JMH; one thread, a server in the same JVM that allocates nothing, 1,000 mixed routes.
            """;

    private HttpTable() {}

    /** @param progress told what is done */
    public static Report measure(Consumer<String> progress) {
        Measurements seen = new Measurements(progress);
        seen.run(HttpBench.class, FORKS, WARM_UP);
        Sample bare = seen.of(HttpBench.class, "bare");
        Sample meshed = seen.of(HttpBench.class, "meshed");
        Table table = new Table("GET over loopback", "us", "median us", "bytes", "bytes over bare");
        row(table, "HttpClient, bare", bare, bare);
        row(table, "HttpClient in the mesh", meshed, bare);
        return new Report("http", "One call over HttpClient", Machine.words(), List.of(table), NOTES);
    }

    private static void row(Table table, String name, Sample sample, Sample bare) {
        table.row(
                name, sample.nanos() / 1e3, sample.medianNanos() / 1e3, sample.bytes(), sample.bytes() - bare.bytes());
    }
}
