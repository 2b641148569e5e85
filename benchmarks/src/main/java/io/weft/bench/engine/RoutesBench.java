package io.weft.bench.engine;

import io.weft.bench.engine.Meshes.Routes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The whole chain, with few routes and with many. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // by JMH
public class RoutesBench {

    @Param
    public Routes kind;

    @Param({"10", "1000", "10000"})
    public int routes;

    private Chain chain;
    private int turn;

    @Setup
    public void begin() {
        chain = new Chain(kind, routes, Parts.ALL);
    }

    @Benchmark
    public Object call() {
        return chain.call(turn++);
    }
}
