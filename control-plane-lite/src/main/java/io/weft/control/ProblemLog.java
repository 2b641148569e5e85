package io.weft.control;

import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs each problem once when it appears and once when it is solved. Notes are left to the status pages, as some of
 * them come and go with every workload.
 */
final class ProblemLog {

    private static final Logger log = LoggerFactory.getLogger("io.weft.control.problems");

    private Set<Problem> known = Set.of();

    void report(List<Problem> problems) {
        Set<Problem> now = new LinkedHashSet<>(problems);
        now.stream().filter(problem -> !known.contains(problem)).forEach(ProblemLog::appeared);
        known.stream().filter(problem -> !now.contains(problem)).forEach(ProblemLog::solved);
        known = now;
    }

    private static void solved(Problem problem) {
        Level level = problem.severity() == Severity.INFO ? Level.DEBUG : Level.INFO;
        log.atLevel(level).log("Solved: {}", problem);
    }

    private static void appeared(Problem problem) {
        switch (problem.severity()) {
            case ERROR -> log.error("{}", problem);
            case WARNING -> log.warn("{}", problem);
            case INFO -> log.debug("{}", problem);
        }
    }
}
