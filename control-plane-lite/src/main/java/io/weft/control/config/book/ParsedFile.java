package io.weft.control.config.book;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.ObjectId;
import io.weft.control.config.Position;
import io.weft.control.config.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one file says.
 *
 * @param objects the good ones, in the order of the file
 * @param places where each object is written, also those that are wrong, in the order of the file
 * @param complete whether every document could be told; if not, something unknown may be missing
 */
public record ParsedFile(
        String file,
        List<ConfigObject<?>> objects,
        Map<ObjectId, Position> places,
        boolean complete,
        List<Problem> problems) {

    public ParsedFile {
        objects = List.copyOf(objects);
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
        problems = problems.stream().sorted().toList();
    }

    /** Whether it has an error. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** The objects that it speaks of, good or wrong. */
    Set<ObjectId> mentioned() {
        return places.keySet();
    }

    boolean mentions(ObjectId id) {
        return places.containsKey(id);
    }

    Optional<Position> place(ObjectId id) {
        return Optional.ofNullable(places.get(id));
    }
}
