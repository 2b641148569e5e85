package io.weft.runtime.call;

import java.time.Duration;

/**
 * What follows an attempt: {@link Deliver}, {@link Retry}, {@link Await} where others are under way, or an
 * {@link Answer} where the upstream gave none.
 */
public sealed interface Then permits Then.Deliver, Then.Retry, Then.Await, Answer {

    /** Hand the upstream's answer to the caller, with {@link CallPlan#responseEdits()} done to its headers. */
    record Deliver() implements Then {}

    /** Let go of this attempt, wait, then ask {@link CallPlan#next()} again. */
    record Retry(Duration after) implements Then {}

    /**
     * Let go of this attempt: the others under way may yet be answered well.
     *
     * @param hedge whether to ask {@link CallPlan#hedge()} at once, and not wait for its time
     */
    record Await(boolean hedge) implements Then {}
}
