package io.weft.runtime.call;

import java.time.Duration;

/** What follows an attempt: {@link Deliver}, {@link Retry}, or an {@link Answer} where the upstream gave none. */
public sealed interface Then permits Then.Deliver, Then.Retry, Answer {

    /** Hand the upstream's answer to the caller, with {@link CallPlan#responseEdits()} done to its headers. */
    record Deliver() implements Then {}

    /** Let go of this attempt, wait, then ask {@link CallPlan#next()} again. */
    record Retry(Duration after) implements Then {}
}
