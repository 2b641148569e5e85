package io.weft.bench;

import java.lang.management.ManagementFactory;

/**
 * What one call of a piece of code costs on the calling thread.
 *
 * @param nanos the best of several batches: the machine is shared, so the least disturbed one tells most
 * @param bytes allocated; exact once everything is compiled
 */
record Sample(double nanos, double bytes) {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final long WARM_UP_NANOS = 2_000_000_000L;
    private static final long BATCH_NANOS = 100_000_000L;
    private static final int BATCHES = 15;

    /** Warms up, then measures batches of a tenth of a second. */
    static Sample of(Runnable call) {
        int batch = (int) Math.max(1, callsIn(WARM_UP_NANOS, call) * BATCH_NANOS / WARM_UP_NANOS);
        double best = Double.MAX_VALUE;
        double bytes = Double.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            for (int j = 0; j < batch; j++) {
                call.run();
            }
            best = Math.min(best, (System.nanoTime() - start) / (double) batch);
            bytes = Math.min(bytes, (THREADS.getCurrentThreadAllocatedBytes() - allocated) / (double) batch);
        }
        return new Sample(best, bytes);
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
