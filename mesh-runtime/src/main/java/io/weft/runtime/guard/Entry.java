package io.weft.runtime.guard;

import io.weft.model.Guard;
import java.time.Duration;

/** Whether a call may be made. */
public sealed interface Entry permits Permit, Entry.Free, Entry.Refused {

    /** It may, and nobody asks how it ends. */
    record Free() implements Entry {}

    /**
     * It may not.
     *
     * @param cause RATE_LIMITED or BREAKER_OPEN
     * @param retryAfter when it is worth trying again; zero if that is not known
     */
    record Refused(Guard.Cause cause, Duration retryAfter) implements Entry {}
}
