package io.weft.control.config.book;

import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The result of checking files that are not in force anywhere.
 *
 * @param problems by place
 */
public record Validation(ConfigSnapshot snapshot, List<Problem> problems) {

    /** Checks files by themselves and against each other. */
    public static Validation of(MeshConfig mesh, Map<String, byte[]> files) {
        ConfigBook book = ConfigBook.empty(mesh).with(files, Set.of());
        return new Validation(book.snapshot(), book.problems());
    }

    /** With what else was found about the snapshot. */
    public Validation with(List<Problem> more) {
        return new Validation(
                snapshot,
                Stream.concat(problems.stream(), more.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    public long count(Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    /** Whether a caller should refuse the files. */
    public boolean hasErrors() {
        return count(Severity.ERROR) > 0;
    }

    /** The last line of a report: {@code 12 objects, 1 error, 0 warnings}. */
    public String summary() {
        return plural(snapshot.objects().size(), "object") + ", " + plural(count(Severity.ERROR), "error") + ", "
                + plural(count(Severity.WARNING), "warning");
    }

    private static String plural(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
