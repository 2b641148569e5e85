package io.weft.bench.side;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one system's calls took in one round.
 *
 * @param p50 microseconds
 * @param p99 microseconds
 * @param cpu microseconds of CPU per call, of the whole calling process
 */
record Round(double p50, double p99, double cpu) {

    /** From nanoseconds, as a leg tells them. */
    static Round parse(String answer) {
        String[] numbers = answer.split(" ");
        return new Round(
                Double.parseDouble(numbers[0]) / 1e3,
                Double.parseDouble(numbers[1]) / 1e3,
                Double.parseDouble(numbers[2]) / 1e3);
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
