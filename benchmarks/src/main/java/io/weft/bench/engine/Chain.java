package io.weft.bench.engine;

import io.weft.bench.engine.Meshes.Routes;
import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.model.MeshSnapshot;
import io.weft.model.Outcome;
import io.weft.model.RequestHead;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.call.Then;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * The engine's share of a call that goes well at once: trace headers, route, breaker, pick among ten by least request
 * of two, ejection and retry armed, telemetry. No I/O.
 */
final class Chain {

    private static final int ENDPOINTS = 10;
    private static final Outcome OK = Outcome.ofHttp(200);

    private final MeshSnapshot snapshot;
    private final CallPlanner planner;
    private final RequestHead[] requests;

    /** Over live state of its own. */
    Chain(Routes kind, int routes, Parts parts) {
        Cluster cluster = Meshes.cluster(ENDPOINTS, new LoadBalancing.LeastRequest(2), false, parts == Parts.ALL);
        this.snapshot = Meshes.of(kind, routes, cluster);
        this.requests = Requests.to(kind, routes);
        RandomGenerator random = new ThreadRandom();
        this.planner = new CallPlanner(
                new Upstreams(System::nanoTime, random),
                parts == Parts.ALL ? new HeldTimers() : MeshEvents.NONE,
                System::nanoTime,
                random);
        planner.prepare(snapshot);
    }

    /** Calls with one request after the other. */
    Then call(int turn) {
        RequestHead head = requests[turn & (Requests.COUNT - 1)];
        CallPlan plan = (CallPlan) planner.plan(head, snapshot, OptionalLong.empty());
        return plan.finish((Attempt) plan.next(), OK, true);
    }

    static final class ThreadRandom implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }
}
