package io.weft.runtime.call;

import java.util.OptionalLong;

/** Times on the planner's clock by which something has to end. */
final class Deadlines {

    private Deadlines() {}

    /** The one that comes first; empty for never. */
    static OptionalLong sooner(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.getAsLong() - other.getAsLong() <= 0 ? one : other;
    }
}
