package io.weft.xds;

import java.time.Duration;

/**
 * Until when an upstream that is asked for waits for its answer. While the source is young, as long as the bootstrap
 * says; later, as long as a control plane that can be reached may take, and not at all for one that cannot.
 *
 * @param first when the source's youth is over; on the clock of {@link System#nanoTime}, as all times here
 */
record AnswerDeadline(long first) {

    /** How long a control plane that can be reached may take to answer. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    static AnswerDeadline of(Duration initialTimeout, long now) {
        return new AnswerDeadline(now + initialTimeout.toNanos());
    }

    /** @param since when the upstream was asked for */
    long of(long since, boolean connected) {
        long answer = since + ANSWER_TIMEOUT.toNanos();
        return connected && answer - first > 0 ? answer : first;
    }
}
