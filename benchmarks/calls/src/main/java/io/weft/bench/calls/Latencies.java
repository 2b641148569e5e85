package io.weft.bench.calls;

import java.util.Arrays;
import java.util.Locale;

/**
 * What calls took.
 *
 * @param p50 nanoseconds
 * @param p99 nanoseconds
 * @param cpu nanoseconds of CPU per call, of the whole process and both in user and kernel mode
 */
record Latencies(double p50, double p99, double cpu) {

    static Latencies of(long[] nanos, long cpu) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(
                sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)], cpu / (double) sorted.length);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f %.0f %.0f", p50, p99, cpu);
    }
}
