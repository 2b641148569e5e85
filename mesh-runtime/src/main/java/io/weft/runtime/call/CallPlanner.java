package io.weft.runtime.call;

import io.weft.model.Cluster;
import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.LoadBalancing;
import io.weft.model.MeshSnapshot;
import io.weft.model.Mirror;
import io.weft.model.RequestHead;
import io.weft.model.Upstream;
import io.weft.runtime.call.Destinations.Destination;
import io.weft.runtime.guard.BreakerView;
import io.weft.runtime.guard.Guards;
import io.weft.runtime.guard.HedgingView;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Plans calls. One per mesh; thread-safe. */
public final class CallPlanner {

    private static final Plan PASS_THROUGH = new Plan.PassThrough();

    private final Engine engine;
    private final RouteTables tables = new RouteTables();

    /**
     * @param upstreams the live state of the clusters that calls go to
     * @param events told how attempts and calls went
     * @param nanoTime a monotonic clock in nanoseconds; deadlines are on it
     * @param random must be thread-safe
     */
    public CallPlanner(Upstreams upstreams, MeshEvents events, LongSupplier nanoTime, RandomGenerator random) {
        this.engine = new Engine(upstreams, new Guards(nanoTime), events, nanoTime, random, new Copies());
    }

    /** The snapshot's key for a request: the authority's host in lower case and the port it is aimed at. */
    public static String upstreamOf(RequestHead head) {
        return Authority.withPort(head.authority(), head.port());
    }

    /**
     * Does ahead of the first call what a new snapshot asks for: changes guards, compiles routes. Where that fails the
     * upstream keeps the routes it had, a line in the log says why, and other upstreams are not affected.
     */
    public void prepare(MeshSnapshot snapshot) {
        tables.prepare(snapshot);
        engine.guards().adopt(snapshot);
    }

    /** The breakers of the clusters that have one, for display. */
    public List<BreakerView> breakers() {
        return engine.guards().breakers();
    }

    /** What became of hedging, by cluster, for display. */
    public List<HedgingView> hedging() {
        return engine.guards().hedging();
    }

    /**
     * Plans one call, which keeps to this snapshot to its end. Top to bottom: trace headers first, for routes may match
     * on them; then the route, on which all the rest depends; its faults; preflights, which end here; its header edits
     * last, as they are what the upstream sees. What protects the destination comes after all of them:
     * {@link CallPlan#next}.
     *
     * @param head what the caller sends
     * @param snapshot must know the upstream ({@link #upstreamOf}); one that it has not heard of passes through
     * @param deadlineNanos the caller's own deadline, on the planner's clock; the current work's counts as well
     */
    public Plan plan(RequestHead head, MeshSnapshot snapshot, OptionalLong deadlineNanos) {
        String upstream = upstreamOf(head);
        Upstream known = snapshot.upstreams().get(upstream);
        if (known == null || known instanceof Upstream.PassThrough) {
            return PASS_THROUGH;
        }
        TraceContext work = TraceContext.current();
        String path = NormalPath.of(head.path());
        CallHead call = new CallHead(
                head,
                path == null ? head.path() : path,
                TraceHeaders.missing(head, work, engine.random()),
                work.caller());
        CompiledRoute route = path != null && known instanceof Upstream.Known virtual
                ? tables.of(upstream, virtual.virtualHost()).find(call)
                : null;
        if (route == null) {
            LocalReply reply = path == null
                    ? LocalReply.BAD_PATH
                    : known instanceof Upstream.BlackHole ? LocalReply.BLACK_HOLE : LocalReply.ROUTE_NOT_FOUND;
            return new CallContext(engine, upstream, call, null, null, false, Duration.ZERO).answer(reply);
        }
        return routed(upstream, call, route, snapshot, Deadlines.sooner(deadlineNanos, work.deadlineNanos()));
    }

    private Plan routed(
            String upstream, CallHead call, CompiledRoute route, MeshSnapshot snapshot, OptionalLong deadline) {
        Destinations destinations = route.destinations().orElse(null);
        Destination destination = destinations == null ? null : destinations.choose(engine.random());
        Fault fault = route.route().fault();
        Duration delay = delay(fault);
        Cluster cluster = destination == null ? null : snapshot.clusters().get(destination.cluster());
        CallContext context = new CallContext(engine, upstream, call, route, destination, cluster != null, delay);
        if (fault.abort().isPresent() && isDrawn(fault.abort().get().perMillion())) {
            return RuleAnswers.aborted(context, fault.abort().get());
        }
        if (destinations == null || destination == null) {
            return RuleAnswers.direct(context, route);
        }
        Optional<List<Header>> preflight =
                route.cors() == null ? Optional.empty() : route.cors().preflight(call);
        if (preflight.isPresent()) {
            return context.preflight(preflight.get());
        }
        if (cluster == null) {
            return context.answer(LocalReply.CLUSTER_NOT_FOUND);
        }
        List<HeaderEdit> asked = CallLimits.asked(call);
        CallLimits limits =
                asked.isEmpty() ? destinations.limits() : destinations.limits().with(call);
        OutboundHead outbound = Outbound.head(context, route, destination, asked);
        Hashed hashed = cluster.loadBalancing() instanceof LoadBalancing.Hashing
                ? destinations.hashing().of(call, engine.random())
                : Hashed.NOT;
        return new CallPlan(
                context,
                engine.upstreams().view(cluster),
                limits,
                outbound,
                hashed,
                deadline,
                mirrored(destinations.mirrors(), snapshot));
    }

    /** The clusters that are to get a copy of this call. */
    private List<Cluster> mirrored(List<Mirror> mirrors, MeshSnapshot snapshot) {
        if (mirrors.isEmpty()) {
            return List.of();
        }
        List<Cluster> drawn = new ArrayList<>(mirrors.size());
        for (Mirror mirror : mirrors) {
            Cluster cluster = snapshot.clusters().get(mirror.cluster());
            if (cluster != null && isDrawn(mirror.perMillion())) {
                drawn.add(cluster);
            }
        }
        return drawn;
    }

    /** How many copies of calls mirrors have got so far. */
    public long mirrored() {
        return engine.copies().sent();
    }

    /** How many copies of calls were left out so far, because of too many at a time, of endpoints, or of their body. */
    public long mirrorsLeftOut() {
        return engine.copies().leftOut();
    }

    private Duration delay(Fault fault) {
        return fault.delay().isPresent() && isDrawn(fault.delay().get().perMillion())
                ? fault.delay().get().duration()
                : Duration.ZERO;
    }

    private boolean isDrawn(int perMillion) {
        return perMillion >= 1_000_000 || (perMillion > 0 && engine.random().nextInt(1_000_000) < perMillion);
    }
}
