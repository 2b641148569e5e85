package io.weft.runtime.upstream;

import java.util.random.RandomGenerator;

/** By chance. */
record RandomPicker(Shares shares, RandomGenerator random) implements Picker {

    @Override
    public Slot pick(PickArgs args, int again) {
        return shares.slot(shares.at(random.nextLong(shares.total())));
    }
}
