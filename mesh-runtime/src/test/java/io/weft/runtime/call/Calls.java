package io.weft.runtime.call;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Fault;
import io.weft.model.Guard;
import io.weft.model.HeaderEdits;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.MeshSnapshot;
import io.weft.model.Outcome;
import io.weft.model.RequestHead;
import io.weft.model.RetryPolicy;
import io.weft.model.Rewrite;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.Thresholds;
import io.weft.model.Upstream;
import io.weft.model.VirtualHost;
import io.weft.model.WeightedCluster;
import io.weft.runtime.Guarded;
import io.weft.runtime.HandClock;
import io.weft.runtime.guard.HedgingView;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** A planner with a hand-held clock and seeded chance, and one upstream, {@code reviews:9080}, to plan calls to. */
final class Calls {

    static final String V1 = "outbound|9080|v1|reviews.default.svc.cluster.local";
    static final String V2 = "outbound|9080|v2|reviews.default.svc.cluster.local";

    final HandClock clock = new HandClock();
    final Random random = new Random(42);
    final Upstreams upstreams = new Upstreams(clock, random);
    private final CallPlanner planner;
    private final Map<String, Cluster> clusters = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();

    Calls() {
        this(MeshEvents.NONE);
    }

    Calls(MeshEvents events) {
        planner = new CallPlanner(upstreams, events, clock, random);
        cluster(V1, "10.0.0.1", "10.0.0.2");
        cluster(V2, "10.0.0.3");
    }

    static RouteAction.Forward to(String cluster) {
        return to(cluster, Optional.empty(), RetryPolicy.NONE);
    }

    static RouteAction.Forward to(String cluster, Optional<Duration> timeout, RetryPolicy retry) {
        return new RouteAction.Forward(
                List.of(new WeightedCluster(cluster, 1, HeaderEdits.NONE)), timeout, retry, Rewrite.NONE);
    }

    static RetryPolicy retry(int times, String... on) {
        return retry(times, Optional.empty(), on);
    }

    static RetryPolicy retry(int times, Optional<Duration> perTry, String... on) {
        return new RetryPolicy(
                Set.of(on), List.of(), times, perTry, Duration.ofMillis(25), Duration.ofMillis(250), true);
    }

    Calls cluster(String name, String... hosts) {
        return cluster(name, new LoadBalancing.RoundRobin(), hosts);
    }

    Calls cluster(String name, LoadBalancing policy, String... hosts) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String host : hosts) {
            endpoints.add(new Endpoint(new Address(host, 9080), 1, 0, Locality.UNKNOWN, Map.of()));
        }
        clusters.put(
                name,
                new Cluster(
                        name,
                        Cluster.Protocol.HTTP1,
                        endpoints,
                        policy,
                        Optional.empty(),
                        0,
                        Thresholds.DEFAULT,
                        Duration.ofSeconds(10),
                        "reviews.default.svc.cluster.local",
                        "",
                        ""));
        return this;
    }

    /** Guards a cluster that is there already. */
    Calls guard(String name, Guard guard) {
        clusters.computeIfPresent(name, (unused, cluster) -> Guarded.with(cluster, guard));
        return this;
    }

    Calls route(RouteAction action) {
        return route(RouteMatch.ANY, action, Fault.NONE);
    }

    Calls route(RouteMatch match, RouteAction action, Fault fault) {
        return route(new Route("r" + routes.size(), match, action, HeaderEdits.NONE, fault, "reviews.yaml:12"));
    }

    Calls route(Route route) {
        routes.add(route);
        return this;
    }

    MeshSnapshot snapshot() {
        return new MeshSnapshot(
                "1",
                Map.of(
                        "reviews:9080",
                        new Upstream.Known(new VirtualHost("reviews:9080", routes)),
                        "elsewhere:9080",
                        new Upstream.PassThrough(),
                        "forbidden:9080",
                        new Upstream.BlackHole()),
                clusters);
    }

    Plan plan(RequestHead head) {
        return plan(head, snapshot());
    }

    Plan plan(RequestHead head, MeshSnapshot snapshot) {
        return planner.plan(head, snapshot, OptionalLong.empty());
    }

    Plan planBy(RequestHead head, Duration deadline) {
        return planner.plan(head, snapshot(), OptionalLong.of(clock.getAsLong() + deadline.toNanos()));
    }

    /** What became of the hedging of the one cluster that has any. */
    HedgingView hedging() {
        return planner.hedging().get(0);
    }

    CallPlan call(RequestHead head) {
        return (CallPlan) plan(head);
    }

    Answer answer(RequestHead head) {
        return (Answer) plan(head);
    }

    /** One attempt that is answered with this status. */
    static Then attempt(CallPlan call, int status) {
        return attempt(call, Outcome.ofHttp(status));
    }

    static Then attempt(CallPlan call, Outcome outcome) {
        return call.finish((Attempt) call.next(), outcome, true);
    }
}
