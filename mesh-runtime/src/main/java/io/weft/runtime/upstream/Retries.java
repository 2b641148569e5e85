package io.weft.runtime.upstream;

import io.weft.model.Thresholds;
import java.util.concurrent.atomic.AtomicInteger;

/** The retries of one cluster, held against its budget. Thread-safe. */
final class Retries {

    /** Envoy has no word for it; the rule and its name are gRPC's (A6, retry throttling), the numbers are ours. */
    private static final int FULL = 100;

    private static final int HALF = FULL / 2;
    private static final int FOR_A_SUCCESS = 2;

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger(FULL);

    /** @param active the requests under way or in line */
    boolean start(Thresholds caps, int active) {
        Thresholds.RetryBudget budget = caps.retryBudget();
        if (budget.throttled() && tokens.get() <= HALF) {
            return false;
        }
        double most = Math.min(caps.maxRetries(), Math.max(budget.minConcurrency(), budget.percent() / 100 * active));
        // Never above the cap for a moment, as an addition that is taken back would be.
        for (int now = underWay.get(); now + 1 <= most; now = underWay.get()) {
            if (underWay.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    void done() {
        underWay.decrementAndGet();
    }

    int underWay() {
        return underWay.get();
    }

    /** An attempt ended as one that its rule would have tried again. */
    void failed() {
        if (tokens.get() > 0) {
            tokens.updateAndGet(now -> Math.max(0, now - 1));
        }
    }

    void succeeded() {
        if (tokens.get() < FULL) {
            tokens.updateAndGet(now -> Math.min(FULL, now + FOR_A_SUCCESS));
        }
    }
}
