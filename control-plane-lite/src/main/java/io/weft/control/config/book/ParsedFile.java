package io.weft.control.config.book;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.ObjectId;
import io.weft.control.config.Problem;
import java.util.List;
import java.util.Set;

/**
 * What one file says.
 *
 * @param objects the good ones, in the order of the file
 * @param refused those that are written but wrong
 * @param complete whether every document could be told; if not, something unknown may be missing
 */
public record ParsedFile(
        String file, List<ConfigObject<?>> objects, Set<ObjectId> refused, boolean complete, List<Problem> problems) {

    public ParsedFile {
        objects = List.copyOf(objects);
        refused = Set.copyOf(refused);
        problems = problems.stream().sorted().toList();
    }

    /** Whether it has an error. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
