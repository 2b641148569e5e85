package io.weft.runtime.upstream;

import java.util.concurrent.atomic.AtomicInteger;

/** In turn. */
record RoundRobinPicker(Slot[] turns, AtomicInteger rotation) implements Picker {

    @Override
    public Slot pick() {
        return turns[(rotation.getAndIncrement() & Integer.MAX_VALUE) % turns.length];
    }
}
