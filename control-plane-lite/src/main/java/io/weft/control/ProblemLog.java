package io.weft.control;

import io.weft.control.config.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each problem once when it appears and once when it is solved. */
final class ProblemLog {

    private static final Logger log = LoggerFactory.getLogger("io.weft.control.problems");

    private Set<Problem> known = Set.of();

    void report(List<Problem> problems) {
        Set<Problem> now = new LinkedHashSet<>(problems);
        now.stream().filter(problem -> !known.contains(problem)).forEach(ProblemLog::appeared);
        known.stream().filter(problem -> !now.contains(problem)).forEach(problem -> log.info("Solved: {}", problem));
        known = now;
    }

    private static void appeared(Problem problem) {
        switch (problem.severity()) {
            case ERROR -> log.error("{}", problem);
            case WARNING -> log.warn("{}", problem);
            case INFO -> log.info("{}", problem);
        }
    }
}
