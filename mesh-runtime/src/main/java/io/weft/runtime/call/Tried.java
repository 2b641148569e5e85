package io.weft.runtime.call;

import io.weft.model.CallRecord;
import io.weft.model.Endpoint;
import io.weft.model.Outcome;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt that ended, and those before it. */
record Tried(@Nullable Tried before, Endpoint endpoint, Outcome outcome, long nanos, String failure) {

    /** In the order they were made. */
    static List<CallRecord.Attempt> list(@Nullable Tried last) {
        var attempts = new ArrayDeque<CallRecord.Attempt>();
        for (Tried tried = last; tried != null; tried = tried.before()) {
            attempts.addFirst(
                    new CallRecord.Attempt(tried.endpoint(), tried.outcome(), tried.nanos(), tried.failure()));
        }
        return List.copyOf(attempts);
    }

    static int count(@Nullable Tried last) {
        int count = 0;
        for (Tried tried = last; tried != null; tried = tried.before()) {
            count++;
        }
        return count;
    }
}
