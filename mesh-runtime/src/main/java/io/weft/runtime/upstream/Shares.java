package io.weft.runtime.upstream;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Endpoints and their weights, side by side on a line: each takes up as much of it as it weighs. Whoever finds a place
 * on the line has chosen by weight, however unequal the weights are. Immutable.
 */
final class Shares {

    /** So that a place times a step fits into a long. Longer lines are shortened; the error is below a billionth. */
    private static final long LONGEST = Integer.MAX_VALUE;

    private final Slot[] slots;
    /** Where each endpoint's stretch ends. */
    private final long[] ends;

    private Shares(Slot[] slots, long[] ends) {
        this.slots = slots;
        this.ends = ends;
    }

    /** By the weights as configured. */
    static Shares of(List<Slot> slots) {
        return of(slots, slot -> slot.endpoint().weight());
    }

    /** By other weights, which are above zero. */
    static Shares of(List<Slot> slots, ToLongFunction<Slot> weight) {
        long[] weights = slots.stream().mapToLong(weight).toArray();
        long divisor = 0;
        double total = 0;
        for (long each : weights) {
            divisor = divisor(each, divisor);
            total += each;
        }
        double scale = Math.min(1, (LONGEST - weights.length) / (total / divisor));
        long end = 0;
        for (int i = 0; i < weights.length; i++) {
            end += Math.max(1, (long) (weights[i] / divisor * scale));
            weights[i] = end;
        }
        return new Shares(slots.toArray(Slot[]::new), weights);
    }

    private static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }

    int size() {
        return slots.length;
    }

    Slot slot(int index) {
        return slots[index];
    }

    /** The endpoint's weight, in lowest terms. */
    long weight(int index) {
        return ends[index] - (index == 0 ? 0 : ends[index - 1]);
    }

    /** How long the line is: the sum of the weights. */
    long total() {
        return ends[ends.length - 1];
    }

    boolean equal() {
        return total() == ends.length;
    }

    /** Which endpoint has this place; 0 is the first place. */
    int at(long place) {
        if (equal()) {
            return (int) place;
        }
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (place < ends[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
