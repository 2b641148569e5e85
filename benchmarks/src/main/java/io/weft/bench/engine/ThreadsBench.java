package io.weft.bench.engine;

import io.weft.bench.engine.Meshes.Routes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** What it costs that threads share: two that call one target, beside two that have nothing in common. */
public class ThreadsBench {

    /** One for all threads. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // by JMH
    public static class OneTarget {

        @Param
        public Parts parts;

        Chain chain;

        @Setup
        public void begin() {
            chain = new Chain(Routes.MIXED, 1_000, parts);
        }
    }

    /** One for each thread. */
    @State(Scope.Thread)
    public static class OwnTarget extends OneTarget {}

    /** Each thread's own. */
    @State(Scope.Thread)
    public static class Turn {
        int next;
    }

    @Benchmark
    public Object alone(OneTarget target, Turn turn) {
        return target.chain.call(turn.next++);
    }

    @Benchmark
    @Threads(2)
    public Object together(OneTarget target, Turn turn) {
        return target.chain.call(turn.next++);
    }

    @Benchmark
    @Threads(2)
    public Object apart(OwnTarget target, Turn turn) {
        return target.chain.call(turn.next++);
    }
}
