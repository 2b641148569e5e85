package io.weft.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one call of a piece of code costs on the calling thread.
 *
 * @param nanos the best of several batches: the machine is shared, so the least disturbed one tells most
 * @param bytes allocated; exact once everything is compiled
 */
record Sample(double nanos, double bytes) {

    private static final Sample NOTHING_YET = new Sample(Double.MAX_VALUE, Double.MAX_VALUE);

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final long BATCH_NANOS = 1_000_000L;
    private static final int WARM_UP_BATCHES = 12_000;
    private static final int BATCHES = 6_000;

    static Sample of(Runnable call) {
        return of(List.of(call)).get(0);
    }

    /**
     * Warms all up, then measures them in turns, so that what else the machine does meets all alike. A batch takes a
     * millisecond: less than the time after which another process gets the core.
     */
    static List<Sample> of(List<Runnable> calls) {
        int rows = calls.size();
        int[] batches = new int[rows];
        for (int round = 0; round < WARM_UP_BATCHES / rows; round++) {
            for (int i = 0; i < rows; i++) {
                batches[i] = (int) callsIn(BATCH_NANOS, calls.get(i));
            }
        }
        List<Sample> best = new ArrayList<>(Collections.nCopies(rows, NOTHING_YET));
        for (int round = 0; round < BATCHES / rows; round++) {
            for (int i = 0; i < rows; i++) {
                best.set(i, best.get(i).orLess(batch(calls.get(i), batches[i])));
            }
        }
        return best;
    }

    private static Sample batch(Runnable call, int times) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            call.run();
        }
        double nanos = System.nanoTime() - start;
        return new Sample(nanos / times, (THREADS.getCurrentThreadAllocatedBytes() - allocated) / (double) times);
    }

    private Sample orLess(Sample other) {
        return new Sample(Math.min(nanos, other.nanos), Math.min(bytes, other.bytes));
    }

    private static long callsIn(long nanos, Runnable call) {
        long start = System.nanoTime();
        long calls = 0;
        while (System.nanoTime() - start < nanos) {
            call.run();
            calls++;
        }
        return calls;
    }
}
