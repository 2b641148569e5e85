package io.weft.bench.calls;

import java.lang.management.ManagementFactory;

/** One caller, the next call as soon as the one before was answered. */
final class ClosedLoop {

    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ClosedLoop() {}

    static void warm(Caller caller, long nanos) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            caller.call();
        }
    }

    static Latencies measure(Caller caller, int calls) throws Exception {
        long[] nanos = new long[calls];
        long cpu = PROCESS.getProcessCpuTime();
        long last = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            caller.call();
            long now = System.nanoTime();
            nanos[i] = now - last;
            last = now;
        }
        return Latencies.of(nanos, PROCESS.getProcessCpuTime() - cpu);
    }

    /** How many calls fail, and how the last of them did. */
    static String failures(Caller caller, int calls) {
        int failures = 0;
        String last = "";
        for (int i = 0; i < calls; i++) {
            try {
                caller.call();
            } catch (Exception e) {
                failures++;
                last = e.toString().replace('\n', ' ');
            }
        }
        return failures + " " + last;
    }
}
