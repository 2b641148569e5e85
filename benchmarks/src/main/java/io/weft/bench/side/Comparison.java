package io.weft.bench.side;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that one run has seen.
 *
 * @param machine in words, without its name
 * @param http the first is what the others are put beside
 * @param grpc likewise
 * @param failures by system, of {@link #DEAD_CALLS}
 * @param missing systems that could not be measured, and why
 */
record Comparison(
        String machine, List<Result> http, List<Result> grpc, Map<String, Integer> failures, List<String> missing) {

    static final int DEAD_CALLS = 400;

    /** All of both kinds. */
    List<Result> results() {
        return Stream.of(http, grpc).flatMap(List::stream).toList();
    }

    Result result(String name) {
        return results().stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean has(String... names) {
        return results().stream().map(Result::name).toList().containsAll(List.of(names));
    }
}
