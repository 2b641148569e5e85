package io.weft.bench.side;

import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was seen, for programs: all rounds, not only their medians. Microseconds, and bytes per call. */
final class Json {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static String of(Comparison seen) {
        ObjectNode json = JSON.createObjectNode().put("machine", seen.machine());
        results(json.putArray("http"), seen.http());
        results(json.putArray("grpc"), seen.grpc());
        ArrayNode failures = json.putArray("deadEndpoint");
        seen.failures()
                .forEach((name, count) -> failures.addObject()
                        .put("name", name)
                        .put("calls", Comparison.DEAD_CALLS)
                        .put("failures", count));
        seen.missing().forEach(json.putArray("missing")::add);
        return JSON.writeValueAsString(json) + "\n";
    }

    private static void results(ArrayNode json, List<Result> results) {
        for (Result result : results) {
            ObjectNode one = json.addObject().put("name", result.name()).put("bytes", result.bytes());
            rounds(one.putObject("closed"), result.closed());
            rounds(one.putObject("open"), result.open());
        }
    }

    private static void rounds(ObjectNode json, List<Round> rounds) {
        figures(json.putArray("p50"), rounds, Round::p50);
        figures(json.putArray("p99"), rounds, Round::p99);
        figures(json.putArray("cpu"), rounds, Round::cpu);
    }

    private static void figures(ArrayNode json, List<Round> rounds, ToDoubleFunction<Round> figure) {
        rounds.forEach(round -> json.add(Math.round(100 * figure.applyAsDouble(round)) / 100.0));
    }
}
