package io.weft.runtime.call;

import io.weft.runtime.guard.Guards;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What every call needs of its surroundings. */
record Engine(
        Upstreams upstreams,
        Guards guards,
        MeshEvents events,
        LongSupplier clock,
        RandomGenerator random,
        Copies copies) {

    long now() {
        return clock.getAsLong();
    }

    /** Whether anybody listens; if not, the clock, which is dear, is read only for deadlines. */
    @SuppressWarnings("ReferenceEquality") // NONE is one object
    boolean isWatched() {
        return events != MeshEvents.NONE;
    }
}
