package io.weft.runtime.guard;

import java.util.concurrent.atomic.LongAdder;

/** What became of the hedging of one cluster; survives every change of configuration. Thread-safe. */
public final class HedgeCounts {

    private final LongAdder launched = new LongAdder();
    private final LongAdder won = new LongAdder();
    private final LongAdder overBudget = new LongAdder();
    private final LongAdder noEndpoint = new LongAdder();

    /** An attempt begins beside another one. */
    public void launched() {
        launched.increment();
    }

    /** Such an attempt gave the caller its answer. */
    public void won() {
        won.increment();
    }

    /** One was not made because the retry budget had no place. */
    public void overBudget() {
        overBudget.increment();
    }

    /** One was not made because there was no endpoint for it. */
    public void noEndpoint() {
        noEndpoint.increment();
    }

    HedgingView view(String cluster, String origin) {
        return new HedgingView(cluster, launched.sum(), won.sum(), overBudget.sum(), noEndpoint.sum(), origin);
    }
}
