package io.weft.runtime.upstream;

import java.util.concurrent.atomic.AtomicInteger;

/** In turn, through a cycle that is written down. */
record RoundRobinPicker(Slot[] turns, AtomicInteger rotation) implements Picker {

    /** Cycles up to this length are written down: a few kilobytes. */
    private static final int LONGEST = 512;

    static Picker of(Shares shares, AtomicInteger rotation) {
        return shares.total() <= LONGEST || shares.equal()
                ? new RoundRobinPicker(Turns.of(shares), rotation)
                : StridePicker.of(shares, rotation);
    }

    @Override
    public Slot pick(PickArgs args, int again) {
        return turns[(rotation.getAndIncrement() & Integer.MAX_VALUE) % turns.length];
    }
}
