package io.weft.bench;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a call costs while other threads make calls at the very same time. The threads meet before each short batch and
 * leave together; the time from the first start to the last end counts, and of all rounds the best: one in which none
 * lost its core.
 */
final class Together {

    private static final int BATCH = 250;
    private static final int ROUNDS = 6_000;

    private Together() {}

    /** Nanoseconds per call, each thread making its own. */
    static double nanos(List<Runnable> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            long[][] starts = new long[calls.size()][];
            long[][] ends = new long[calls.size()][];
            AtomicInteger arrived = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(calls.size());
            List<Future<long[][]>> results = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return rounds(call, arrived, calls.size());
                    }))
                    .toList();
            for (int i = 0; i < starts.length; i++) {
                starts[i] = results.get(i).get()[0];
                ends[i] = results.get(i).get()[1];
            }
            return best(starts, ends) / (double) BATCH;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[][] rounds(Runnable call, AtomicInteger arrived, int threads) {
        long[] starts = new long[ROUNDS];
        long[] ends = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            arrived.incrementAndGet();
            while (arrived.get() < (round + 1) * threads) {
                Thread.onSpinWait();
            }
            starts[round] = System.nanoTime();
            for (int i = 0; i < BATCH; i++) {
                call.run();
            }
            ends[round] = System.nanoTime();
        }
        return new long[][] {starts, ends};
    }

    private static long best(long[][] starts, long[][] ends) {
        long best = Long.MAX_VALUE;
        for (int round = ROUNDS / 2; round < ROUNDS; round++) {
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            for (int thread = 0; thread < starts.length; thread++) {
                first = Math.min(first, starts[thread][round]);
                last = Math.max(last, ends[thread][round]);
            }
            best = Math.min(best, last - first);
        }
        return best;
    }
}
