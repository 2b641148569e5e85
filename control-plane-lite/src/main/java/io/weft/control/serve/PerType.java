package io.weft.control.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One value for each type of resource. */
final class PerType<V> {

    private final List<V> values = new ArrayList<>();

    PerType(Supplier<V> initial) {
        ResourceType.all().forEach(type -> values.add(initial.get()));
    }

    V of(ResourceType type) {
        return values.get(type.ordinal());
    }
}
