package io.weft.control.config;

import java.util.List;
import java.util.Map;

/** Edits of the headers on the way there and back. */
public record Headers(Operations request, Operations response) {

    /** No edits. */
    public static final Headers NONE = new Headers(Operations.NONE, Operations.NONE);

    /** Overwrites, appends and removals. */
    public record Operations(Map<String, String> set, Map<String, String> add, List<String> remove) {

        /** No edits. */
        public static final Operations NONE = new Operations(Map.of(), Map.of(), List.of());

        public Operations {
            set = Ordered.copy(set);
            add = Ordered.copy(add);
            remove = List.copyOf(remove);
        }
    }
}
