package io.weft.control.config.book;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.ObjectId;
import io.weft.control.config.Position;
import io.weft.control.config.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** The same file, which may still hold what it held before, wherever that is, if not all of it could be told. */
    ParsedFile after(ParsedFile before) {
        if (complete) {
            return this;
        }
        Map<ObjectId, Position> known = new LinkedHashMap<>(places);
        before.places.keySet().forEach(id -> known.putIfAbsent(id, Position.of(file)));
        return new ParsedFile(file, objects, known, complete, problems);
    }
}
