package io.weft.runtime.upstream;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Weights as a table: each endpoint stands in it as often as its weight says, spread evenly in the order in which
 * Envoy's earliest-deadline-first scheduler would take them. A policy then needs an index, no heap and no lock.
 */
final class Turns {

    /** Weights that need a longer table are rounded to fit; the error is below one turn for each endpoint. */
    private static final int LONGEST = 8192;

    private record Turn(double deadline, int order, Slot slot) {}

    private Turns() {}

    static Slot[] of(List<Slot> slots) {
        int divisor = 0;
        long total = 0;
        for (Slot slot : slots) {
            divisor = BigInteger.valueOf(divisor)
                    .gcd(BigInteger.valueOf(slot.endpoint().weight()))
                    .intValue();
            total += slot.endpoint().weight();
        }
        if (total == (long) divisor * slots.size()) {
            return slots.toArray(Slot[]::new);
        }
        double scale = Math.min(1.0 / divisor, (double) LONGEST / total);
        List<Turn> turns = new ArrayList<>();
        for (int order = 0; order < slots.size(); order++) {
            Slot slot = slots.get(order);
            long count = Math.max(1, Math.round(slot.endpoint().weight() * scale));
            for (int i = 1; i <= count; i++) {
                turns.add(new Turn((double) i / count, order, slot));
            }
        }
        turns.sort(Comparator.comparingDouble(Turn::deadline).thenComparingInt(Turn::order));
        return turns.stream().map(Turn::slot).toArray(Slot[]::new);
    }
}
