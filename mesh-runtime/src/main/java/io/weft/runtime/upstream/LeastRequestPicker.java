package io.weft.runtime.upstream;

import java.util.random.RandomGenerator;

/** The one with the fewest requests in flight for its weight, of a few drawn by chance. */
record LeastRequestPicker(Slot[] turns, int choices, RandomGenerator random) implements Picker {

    @Override
    public Slot pick() {
        Slot best = draw();
        for (int i = 1; i < choices; i++) {
            Slot other = draw();
            if (busier(best, other)) {
                best = other;
            }
        }
        return best;
    }

    private Slot draw() {
        return turns[random.nextInt(turns.length)];
    }

    private static boolean busier(Slot slot, Slot other) {
        return (long) slot.state().inFlight.get() * other.endpoint().weight()
                > (long) other.state().inFlight.get() * slot.endpoint().weight();
    }
}
