package io.weft.control.serve;

import io.weft.control.translate.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One value for each type of resource. */
final class PerType<V> {

    static final List<ResourceType> ALL = List.of(ResourceType.values());

    private final List<V> values = new ArrayList<>();

    PerType(Supplier<V> initial) {
        PerType.ALL.forEach(type -> values.add(initial.get()));
    }

    V of(ResourceType type) {
        return values.get(type.ordinal());
    }
}
