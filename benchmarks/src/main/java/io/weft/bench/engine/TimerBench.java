package io.weft.bench.engine;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** The anchor: what everybody's telemetry pays for each call. */
public class TimerBench {

    /** One for all threads. */
    @State(Scope.Benchmark)
    public static class OneTarget {
        final Timer timer = new SimpleMeterRegistry().timer("calls");
    }

    /** One for each thread. */
    @State(Scope.Thread)
    public static class OwnTarget {
        final Timer timer = new SimpleMeterRegistry().timer("calls");
    }

    @Benchmark
    public void alone(OneTarget target) {
        target.timer.record(1, TimeUnit.NANOSECONDS);
    }

    @Benchmark
    @Threads(2)
    public void together(OneTarget target) {
        target.timer.record(1, TimeUnit.NANOSECONDS);
    }

    @Benchmark
    @Threads(2)
    public void apart(OwnTarget target) {
        target.timer.record(1, TimeUnit.NANOSECONDS);
    }
}
