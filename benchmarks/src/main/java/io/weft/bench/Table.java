package io.weft.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One table of numbers, a row per system. */
final class Table {

    private record Row(String name, List<Double> values) {}

    private final String title;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    void row(String name, Double... values) {
        rows.add(new Row(name, List.of(values)));
    }

    void print(PrintStream out) {
        out.printf("%-44s", title);
        columns.forEach(column -> out.printf("%18s", column));
        out.println();
        for (Row row : rows) {
            out.printf("  %-42s", row.name());
            row.values()
                    .forEach(value ->
                            out.printf("%18s", value.isNaN() ? "-" : String.format(Locale.ROOT, "%,.1f", value)));
            out.println();
        }
        out.println();
    }
}
