package io.weft.runtime.upstream;

import java.util.random.RandomGenerator;

/** By chance. */
record RandomPicker(Slot[] turns, RandomGenerator random) implements Picker {

    @Override
    public Slot pick() {
        return turns[random.nextInt(turns.length)];
    }
}
