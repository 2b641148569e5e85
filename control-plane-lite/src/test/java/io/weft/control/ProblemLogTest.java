package io.weft.control;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.weft.control.config.Position;
import io.weft.control.config.Problem;
import io.weft.control.config.Severity;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProblemLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.weft.control.problems");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ProblemLog log = new ProblemLog();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void restore() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void saysOnceThatAProblemAppearedAndOnceThatItIsSolved() {
        Problem warning = problem(Severity.WARNING);
        log.report(List.of(warning));
        log.report(List.of(warning));
        log.report(List.of());
        assertThat(logged()).containsExactly("WARN " + warning, "INFO Solved: " + warning);
    }

    @Test
    void keepsNotesThatComeAndGoWithWorkloadsOut() {
        log.report(List.of(problem(Severity.INFO)));
        log.report(List.of());
        assertThat(logged()).isEmpty();
    }

    private List<String> logged() {
        return lines.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private static Problem problem(Severity severity) {
        return new Problem(severity, "IST0173", Position.of("a.yaml"), "", "", "something");
    }
}
