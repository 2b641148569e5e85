package io.weft.xds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerDeadlineTest {

    /** Clocks of the JVM may be negative, and may wrap. */
    private static final long START = Long.MAX_VALUE - 10;

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void waitsFiveSecondsForAControlPlaneThatCanBeReached() {
        AnswerDeadline deadline = AnswerDeadline.of(Duration.ofSeconds(1), START);
        assertThat(deadline.of(START, true)).isEqualTo(START + seconds(5));
        assertThat(deadline.of(START + seconds(60), true)).isEqualTo(START + seconds(65));
    }

    @Test
    void doesNotWaitForOneThatCannotOnceTheInitialTimeIsOver() {
        AnswerDeadline deadline = AnswerDeadline.of(Duration.ofSeconds(1), START);
        assertThat(deadline.of(START, false)).isEqualTo(START + seconds(1));
        assertThat(deadline.of(START + seconds(60), false)).isEqualTo(START + seconds(1));
    }

    /** A machine that starts much at once may take longer than five seconds from the connection to the first answer. */
    @Test
    void givesTheFirstAnswersTheInitialTimeTooIfThatIsLonger() {
        AnswerDeadline deadline = AnswerDeadline.of(Duration.ofSeconds(60), START);
        assertThat(deadline.of(START + seconds(2), true)).isEqualTo(START + seconds(60));
        assertThat(deadline.of(START + seconds(58), true)).isEqualTo(START + seconds(63));
    }
}
