package io.weft.bench.side;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was seen, in words. */
final class Report {

    private static final String ROW = "%-42s%10s%10s%10s%10s%9s%9s%n";

    private Report() {}

    static String markdown(Comparison seen, String name) {
        return "# Side by side\n\nWritten by `./weft bench side`; the figures are in [" + name + ".json](" + name
                + ".json). Only ratios within the run mean something.\n\n![p50 and CPU per call](" + name
                + ".svg)\n\n```\n" + text(seen) + "```\n";
    }

    static String text(Comparison seen) {
        StringBuilder out = new StringBuilder(seen.machine()).append("\n\n");
        out.append(String.format(ROW, "one call at a time", "p50 us", "p99 us", "CPU us", "bytes", "x p50", "x CPU"));
        for (List<Result> group : List.of(seen.http(), seen.grpc())) {
            group.forEach(result -> out.append(row(result, group.get(0))));
        }
        opened(out, seen);
        if (!seen.failures().isEmpty()) {
            out.append(String.format(Locale.ROOT, "%n%-42s%10s%n", "2 endpoints, 1 refuses: failed calls", "of 400"));
        }
        for (Map.Entry<String, Integer> failures : seen.failures().entrySet()) {
            out.append(String.format(Locale.ROOT, "%-42s%10d%n", failures.getKey(), failures.getValue()));
        }
        out.append('\n');
        verdicts(seen).forEach(line -> out.append(line).append('\n'));
        seen.missing().forEach(line -> out.append("not measured: ").append(line).append('\n'));
        return out.toString();
    }

    private static String row(Result result, Result first) {
        return String.format(
                Locale.ROOT,
                ROW,
                result.name(),
                number("%.1f", result.p50()),
                number("%.1f", result.p99()),
                number("%.1f", result.cpu()),
                number("%,.0f", result.bytes()),
                number("%.2f", result.to(first, Round::p50).median()),
                number("%.2f", result.to(first, Round::cpu).median()));
    }

    private static void opened(StringBuilder out, Comparison seen) {
        if (seen.results().stream().allMatch(result -> result.open().isEmpty())) {
            return;
        }
        out.append(String.format("%n" + ROW, "by a plan of arrivals", "p50 us", "p99 us", "CPU us", "", "", ""));
        for (Result result : seen.results()) {
            out.append(String.format(
                    ROW,
                    result.name(),
                    number("%.1f", Round.median(result.open(), Round::p50)),
                    number("%.1f", Round.median(result.open(), Round::p99)),
                    number("%.1f", Round.median(result.open(), Round::cpu)),
                    "",
                    "",
                    ""));
        }
    }

    private static List<String> verdicts(Comparison seen) {
        List<String> lines = new ArrayList<>();
        if (seen.has(Contenders.MESHED_REST, Contenders.AS_BOOT_PICKS)) {
            Result meshed = seen.result(Contenders.MESHED_REST);
            Result picked = seen.result(Contenders.AS_BOOT_PICKS);
            lines.add("RestClient in the mesh / as Boot picks it: p50 " + ratio(meshed.to(picked, Round::p50))
                    + ", CPU " + ratio(meshed.to(picked, Round::cpu)) + " (median, least and most of the rounds)");
        }
        if (seen.has(Contenders.PLAIN_GRPC, Contenders.STOCK_XDS, Contenders.MESHED_GRPC)) {
            lines.add("added over plain gRPC, in the mesh / by stock grpc-xds: CPU " + added(seen, Result::cpu, "us")
                    + ", allocation " + added(seen, Result::bytes, "bytes"));
        }
        return lines;
    }

    private static String ratio(Result.Ratio ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.least(), ratio.most());
    }

    private static String added(Comparison seen, ToDoubleFunction<Result> figure, String unit) {
        double plain = figure.applyAsDouble(seen.result(Contenders.PLAIN_GRPC));
        double mesh = figure.applyAsDouble(seen.result(Contenders.MESHED_GRPC)) - plain;
        double stock = figure.applyAsDouble(seen.result(Contenders.STOCK_XDS)) - plain;
        return String.format(Locale.ROOT, "%+,.1f / %+,.1f %s = %.2f", mesh, stock, unit, mesh / stock);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
