package io.weft.bench.side;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was seen, for programs: all rounds, not only their medians. Microseconds, and bytes per call. */
final class Json {

    private Json() {}

    static String of(Comparison seen) {
        String failures = seen.failures().entrySet().stream()
                .map(entry -> "    {\"name\": " + quoted(entry.getKey()) + ", \"calls\": " + Comparison.DEAD_CALLS
                        + ", \"failures\": " + entry.getValue() + "}")
                .collect(Collectors.joining(",\n"));
        String missing = seen.missing().stream().map(Json::quoted).collect(Collectors.joining(", "));
        return "{\n  \"machine\": " + quoted(seen.machine()) + ",\n  \"http\": " + results(seen.http())
                + ",\n  \"grpc\": " + results(seen.grpc()) + ",\n  \"deadEndpoint\": [\n" + failures
                + "\n  ],\n  \"missing\": [" + missing + "]\n}\n";
    }

    private static String results(List<Result> results) {
        return results.stream()
                .map(result -> String.format(
                        Locale.ROOT,
                        "    {\"name\": %s, \"bytes\": %.1f,%n     \"closed\": %s,%n     \"open\": %s}",
                        quoted(result.name()),
                        result.bytes(),
                        rounds(result.closed()),
                        rounds(result.open())))
                .collect(Collectors.joining(",\n", "[\n", "\n  ]"));
    }

    private static String rounds(List<Round> rounds) {
        return Stream.of(
                        figures("p50", rounds, Round::p50),
                        figures("p99", rounds, Round::p99),
                        figures("cpu", rounds, Round::cpu))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String figures(String name, List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream()
                .map(round -> String.format(Locale.ROOT, "%.2f", figure.applyAsDouble(round)))
                .collect(Collectors.joining(", ", quoted(name) + ": [", "]"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
