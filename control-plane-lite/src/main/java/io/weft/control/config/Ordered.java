package io.weft.control.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Immutable maps that keep the order of the file, so that the same configuration gives the same bytes. */
final class Ordered {
    private Ordered() {}

    static <V> Map<String, V> copy(Map<String, ? extends V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
