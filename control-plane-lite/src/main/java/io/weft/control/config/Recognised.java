package io.weft.control.config;

import java.util.List;
import java.util.Map;

/**
 * The spec of a kind that is checked but not applied.
 *
 * @param content as written: maps, lists, strings, numbers and booleans
 */
public record Recognised(Map<String, Object> content) {
    public Recognised {
        content = Ordered.copy(content);
    }

    /** The list of that name, empty if there is none. */
    public List<?> list(String field) {
        return content.get(field) instanceof List<?> list ? list : List.of();
    }
}
