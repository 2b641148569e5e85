package io.weft.bench.sim;

import java.util.Arrays;

/**
 * What came of a simulation.
 *
 * @param p50 milliseconds from the choice to the answer
 * @param p99 the same
 * @param probes with each call
 */
record Figures(double p50, double p99, double probes) {

    static Figures of(long[] latencies, int count, long probes) {
        long[] sorted = Arrays.copyOf(latencies, count);
        Arrays.sort(sorted);
        return new Figures(millis(sorted, 0.5), millis(sorted, 0.99), (double) probes / count);
    }

    private static double millis(long[] sorted, double quantile) {
        return sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
    }
}
