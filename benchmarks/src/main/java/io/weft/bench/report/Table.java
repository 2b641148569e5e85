package io.weft.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** One table of numbers, a row per system. */
public final class Table {

    private record Row(String name, List<Double> values) {}

    private final String title;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    public Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /** @param values one for each column; NaN for none */
    public void row(String name, Double... values) {
        rows.add(new Row(name, List.of(values)));
    }

    String text() {
        StringBuilder out = new StringBuilder(String.format("%-48s", title));
        columns.forEach(column -> out.append(String.format("%16s", column)));
        out.append('\n');
        for (Row row : rows) {
            out.append(String.format("  %-46s", row.name()));
            row.values().forEach(value -> out.append(String.format("%16s", number(value))));
            out.append('\n');
        }
        return out.toString();
    }

    /** With two digits where these say something. */
    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.1f", value);
    }

    void json(ObjectNode json) {
        json.put("title", title);
        var list = json.putArray("rows");
        for (Row row : rows) {
            ObjectNode one = list.addObject().put("name", row.name());
            for (int i = 0; i < columns.size(); i++) {
                double value = row.values().get(i);
                if (!Double.isNaN(value)) {
                    one.put(columns.get(i), Math.round(100 * value) / 100.0);
                }
            }
        }
    }
}
