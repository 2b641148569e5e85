package io.weft.bench.side;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What was seen of one system.
 *
 * @param closed rounds with one caller that never waits
 * @param open rounds by a plan of arrivals; none where that was not asked for
 * @param bytes that its process allocates per call
 */
record Result(String name, List<Round> closed, List<Round> open, double bytes) {

    double p50() {
        return Round.median(closed, Round::p50);
    }

    double p99() {
        return Round.median(closed, Round::p99);
    }

    double cpu() {
        return Round.median(closed, Round::cpu);
    }

    /** Each round beside the same round of the other: the median, the least and the most of these. */
    Ratio to(Result other, ToDoubleFunction<Round> figure) {
        double[] ratios = IntStream.range(0, closed.size())
                .mapToDouble(i -> figure.applyAsDouble(closed.get(i)) / figure.applyAsDouble(other.closed.get(i)))
                .sorted()
                .toArray();
        return new Ratio(ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
    }

    /** @param least of all rounds, as {@code most} is */
    record Ratio(double median, double least, double most) {}
}
