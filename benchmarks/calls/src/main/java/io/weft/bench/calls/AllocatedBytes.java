package io.weft.bench.calls;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/**
 * The bytes that a whole process allocates for a call, short-lived threads included, which the counters of threads
 * miss. Read off the eden space of a serial collector; exact in a JVM without thread-local buffers
 * ({@code -XX:-UseTLAB}).
 */
final class AllocatedBytes {

    private static final int BATCHES = 5;

    private AllocatedBytes() {}

    /** The least of several batches: what a process does besides calling is in some of them only. */
    static double perCall(Caller caller, int calls) throws Exception {
        double least = Double.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            System.gc();
            MemoryPoolMXBean eden = eden();
            long before = eden.getUsage().getUsed();
            for (int i = 0; i < calls; i++) {
                caller.call();
            }
            long allocated = eden.getUsage().getUsed() - before;
            if (allocated > 0) {
                least = Math.min(least, allocated / (double) calls);
            }
        }
        return least;
    }

    private static MemoryPoolMXBean eden() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Eden"))
                .findFirst()
                .orElseThrow();
    }
}
