package io.weft.runtime.upstream;

import java.util.random.RandomGenerator;

/** The one with the fewest requests in flight for its weight, of a few drawn by chance. */
record LeastRequestPicker(Shares shares, int choices, RandomGenerator random) implements Picker {

    @Override
    public Slot pick(PickArgs args, int again) {
        int best = draw();
        for (int i = 1; i < choices; i++) {
            int other = draw();
            if (busier(best, other)) {
                best = other;
            }
        }
        return shares.slot(best);
    }

    private int draw() {
        return shares.at(random.nextLong(shares.total()));
    }

    /** Where both are idle the first one drawn is taken, so that shares are exact without load. */
    private boolean busier(int index, int other) {
        return inFlight(index) * shares.weight(other) > inFlight(other) * shares.weight(index);
    }

    private long inFlight(int index) {
        return shares.slot(index).state().inFlight.get();
    }
}
