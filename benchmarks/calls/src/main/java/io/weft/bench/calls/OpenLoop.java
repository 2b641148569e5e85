package io.weft.bench.calls;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Callers with a plan: calls are due at random times of a fixed rate, and what they take counts from when they were
 * due, also where the caller was still busy with the call before. So a pause meets all calls that were due in it.
 */
final class OpenLoop {

    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final int CALLERS = 4;

    private OpenLoop() {}

    /** So many calls per second, for so many seconds; the same plan each time. */
    static Latencies measure(Caller caller, int rate, int seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            long cpu = PROCESS.getProcessCpuTime();
            long start = System.nanoTime();
            Iterable<Future<long[]>> results = threads.invokeAll(IntStream.range(0, CALLERS)
                    .<Callable<long[]>>mapToObj(i -> () -> follow(plan(i, rate, seconds), start, caller))
                    .toList());
            long[] all = {};
            for (Future<long[]> result : results) {
                all = concat(all, result.get());
            }
            return Latencies.of(all, PROCESS.getProcessCpuTime() - cpu);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Exponential gaps: arrivals that know nothing of one another. */
    private static long[] plan(int seed, int rate, int seconds) {
        Random random = new Random(seed);
        double mean = 1e9 * CALLERS / rate;
        long[] due = new long[rate * seconds / CALLERS];
        double at = 0;
        for (int i = 0; i < due.length; i++) {
            at -= Math.log(1 - random.nextDouble()) * mean;
            due[i] = (long) at;
        }
        return due;
    }

    private static long[] follow(long[] due, long start, Caller caller) throws Exception {
        long[] nanos = new long[due.length];
        for (int i = 0; i < due.length; i++) {
            for (long left = start + due[i] - System.nanoTime(); left > 0; left = start + due[i] - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            caller.call();
            nanos[i] = System.nanoTime() - start - due[i];
        }
        return nanos;
    }

    private static long[] concat(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
