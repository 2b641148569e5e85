package io.weft.runtime.reactor;

import io.netty.handler.timeout.ReadTimeoutException;
import io.weft.model.MeshSnapshot;
import io.weft.runtime.call.Answer;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.call.HttpReply;
import io.weft.runtime.call.Patience;
import io.weft.runtime.call.Plan;
import io.weft.runtime.call.TraceContext;
import io.weft.spi.SnapshotSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Carries calls as the engine plans them. {@code https} is the caller's own affair and passes through. */
final class MeshCarrier implements Carrier {

    private final CallPlanner planner;
    private final SnapshotSource source;
    private final Dialled dialled;
    private final LongSupplier nanoTime;
    private final Duration patienceWithSource;

    /** Reactor's own, for pauses and deadlines. */
    private final Scheduler timer = Schedulers.parallel();

    MeshCarrier(
            CallPlanner planner,
            SnapshotSource source,
            Dialled dialled,
            LongSupplier nanoTime,
            Duration patienceWithSource) {
        this.planner = planner;
        this.source = source;
        this.dialled = dialled;
        this.nanoTime = nanoTime;
        this.patienceWithSource = patienceWithSource;
    }

    @Override
    public Mono<ReactorAnswer> carry(ReactorRequest request, ReactorClient client, TraceContext work) {
        if (request.passesThrough()) {
            return DIRECT.carry(request, client, work);
        }
        Patience patience = new Patience(
                nanoTime, Optional.ofNullable(client.own().configuration().responseTimeout()));
        ReactorHead head = new ReactorHead(request);
        String upstream = CallPlanner.upstreamOf(head);
        MeshSnapshot current = source.current();
        return current.upstreams().containsKey(upstream)
                ? planned(head, current, request, client, work, patience)
                : knowing(upstream, patience)
                        .flatMap(snapshot -> planned(head, snapshot, request, client, work, patience));
    }

    /** A snapshot that knows the upstream, or the current one if none came in time, be it the caller's. */
    private Mono<MeshSnapshot> knowing(String upstream, Patience patience) {
        // The source's thread is not ours to go on with.
        return Mono.fromCompletionStage(() -> source.want(upstream))
                .onErrorMap(e -> new IOException("the control plane has no answer for " + upstream, e))
                .timeout(patience.atMost(patienceWithSource), Mono.fromSupplier(source::current), timer)
                .publishOn(timer);
    }

    private Mono<ReactorAnswer> planned(
            ReactorHead head,
            MeshSnapshot snapshot,
            ReactorRequest request,
            ReactorClient client,
            TraceContext work,
            Patience patience) {
        Plan plan;
        try (TraceContext.Scope scope = work.open()) {
            plan = planner.plan(head, snapshot, OptionalLong.empty());
        }
        if (plan instanceof Plan.PassThrough) {
            return DIRECT.carry(request, client, work);
        }
        if (plan instanceof Answer answer) {
            return answered(answer, request, patience);
        }
        Exchange exchange = new Exchange(request, client, dialled, patience, timer);
        return Mono.create(sink -> new ReactorCall((CallPlan) plan, exchange, sink).start());
    }

    private Mono<ReactorAnswer> answered(Answer answer, ReactorRequest request, Patience patience) {
        Mono<ReactorAnswer> reply = Mono.fromSupplier(
                () -> ReactorAnswer.of(HttpReply.of(answer, request.method().name())));
        if (answer.delay().isZero()) {
            return reply;
        }
        Duration pause = patience.atMost(answer.delay());
        boolean tooLong = pause.compareTo(answer.delay()) < 0;
        return Mono.delay(pause, timer).then(tooLong ? Mono.error(ReadTimeoutException::new) : reply);
    }
}
