package io.weft.runtime.call;

import io.weft.model.CallRecord;
import io.weft.model.Endpoint;
import io.weft.model.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt that ended, and those that ended before it. */
record Tried(@Nullable Tried before, Attempt attempt, Outcome outcome, long nanos) {

    private static final Comparator<Tried> AS_MADE =
            Comparator.comparingInt(tried -> tried.attempt().number());

    Endpoint endpoint() {
        return attempt.endpoint();
    }

    /** What the transport said of its failure; empty for nothing. */
    String failure() {
        return attempt.transportFailure();
    }

    /** In the order they were made, which is not that of their ends if some were under way at once. */
    static List<CallRecord.Attempt> list(@Nullable Tried last) {
        var all = new ArrayList<Tried>();
        for (Tried tried = last; tried != null; tried = tried.before()) {
            all.add(tried);
        }
        all.sort(AS_MADE);
        return all.stream().map(Tried::record).toList();
    }

    private CallRecord.Attempt record() {
        return new CallRecord.Attempt(endpoint(), outcome, nanos, failure(), attempt.isHedge());
    }

    static int count(@Nullable Tried last) {
        int count = 0;
        for (Tried tried = last; tried != null; tried = tried.before()) {
            count++;
        }
        return count;
    }
}
