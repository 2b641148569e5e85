package io.weft.bench.engine;

import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import io.weft.runtime.upstream.ClusterView;
import io.weft.runtime.upstream.LoadReport;
import io.weft.runtime.upstream.Pick;
import io.weft.runtime.upstream.PickArgs;
import io.weft.runtime.upstream.Upstreams;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An endpoint picked and released, with ejection armed; probes are answered at once. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // by JMH
public class PickBench {

    /** How the endpoint is chosen. */
    public enum Policy {
        ROUND_ROBIN("round robin", new LoadBalancing.RoundRobin(), false),
        WEIGHTED_ROUND_ROBIN("round robin, weighted", new LoadBalancing.RoundRobin(), true),
        RANDOM("random", new LoadBalancing.Random(), false),
        WEIGHTED_RANDOM("random, weighted", new LoadBalancing.Random(), true),
        LEAST_REQUEST("least request of two", new LoadBalancing.LeastRequest(2), false),
        RING_HASH("ring hash", new LoadBalancing.RingHash(1_024, 8 << 20, 0), false),
        MAGLEV("maglev", new LoadBalancing.Maglev(65_537, 0), false),
        PROBING("probing", LoadBalancing.Probing.DEFAULT, false);

        final String title;
        final LoadBalancing rule;
        final boolean weighted;

        Policy(String title, LoadBalancing rule, boolean weighted) {
            this.title = title;
            this.rule = rule;
            this.weighted = weighted;
        }
    }

    private static final Outcome OK = Outcome.ofHttp(200);

    @Param
    public Policy policy;

    @Param({"10", "100", "1000"})
    public int endpoints;

    private ClusterView view;
    private PickArgs[] requests;
    private int turn;

    @Setup
    public void begin() {
        RandomGenerator random = new Chain.ThreadRandom();
        Upstreams upstreams = new Upstreams(
                System::nanoTime,
                random,
                Optional.empty(),
                Optional.of((cluster, address, told) -> told.accept(new LoadReport(1, 1_000_000))));
        view = upstreams.view(Meshes.cluster(endpoints, policy.rule, policy.weighted, false));
        boolean hashed = policy.rule instanceof LoadBalancing.Hashing;
        requests = Stream.generate(() ->
                        hashed ? OptionalLong.of(ThreadLocalRandom.current().nextLong()) : OptionalLong.empty())
                .map(PickArgs::first)
                .limit(Requests.COUNT)
                .toArray(PickArgs[]::new);
    }

    @Benchmark
    public Object pick() {
        Pick pick = (Pick) view.pick(requests[turn++ & (Requests.COUNT - 1)]);
        pick.done(OK);
        return pick;
    }
}
