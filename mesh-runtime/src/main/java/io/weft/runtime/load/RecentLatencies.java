package io.weft.runtime.load;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** The last few latencies at one load. Thread-safe. */
final class RecentLatencies {

    private static final int KEPT = 16;
    private static final long STALE = TimeUnit.SECONDS.toNanos(5);

    private final long[] nanos = new long[KEPT];
    private final long[] at = new long[KEPT];
    private int next;
    private volatile int count;

    synchronized void add(long latency, long now) {
        nanos[next] = Math.max(1, latency);
        at[next] = now;
        next = (next + 1) % KEPT;
        count = Math.min(KEPT, count + 1);
    }

    /** Of those that are not stale; 0 for none. */
    long median(long now) {
        return count == 0 ? 0 : fresh(now);
    }

    private synchronized long fresh(long now) {
        long[] fresh = new long[KEPT];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (now - at[i] <= STALE) {
                fresh[found++] = nanos[i];
            }
        }
        Arrays.sort(fresh, 0, found);
        return found == 0 ? 0 : fresh[found / 2];
    }
}
