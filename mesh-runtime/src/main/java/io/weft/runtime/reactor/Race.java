package io.weft.runtime.reactor;

import static java.util.Objects.requireNonNull;

import io.weft.model.Outcome;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.Then;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * The attempts of a call that are under way beside each other. What comes of them, the time of the next hedge and the
 * caller's giving up are events; one is dealt with after the other, on whichever thread brings the first of those that
 * wait, and they alone touch the plan.
 */
final class Race {

    /** The end of a race, by the attempt that counts. */
    sealed interface End {

        /** What the plan said to it. */
        Then then();

        /** Goes on with the call. */
        void tell(ReactorCall call);

        /** Lets go of what nobody wants any more. */
        void release();
    }

    private record Answered(Attempt attempt, ReactorAnswer answer, Then then) implements End {

        @Override
        public void tell(ReactorCall call) {
            call.answered(attempt, answer, then);
        }

        @Override
        public void release() {
            answer.release();
        }
    }

    private record Failed(Throwable failure, Outcome outcome, Then then) implements End {

        @Override
        public void tell(ReactorCall call) {
            call.failed(failure, outcome, then);
        }

        @Override
        public void release() {}
    }

    private record Leg(Attempt attempt, Wire wire, Disposable.Swap sending) {}

    private final CallPlan plan;
    private final Exchange exchange;
    private final MonoSink<End> caller;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Disposable.Swap next = Disposables.swap();
    private final List<Leg> underWay = new ArrayList<>();
    private int hedges;
    private boolean over;

    private Race(CallPlan plan, Exchange exchange, MonoSink<End> caller) {
        this.plan = plan;
        this.exchange = exchange;
        this.caller = caller;
    }

    /** Begins with this attempt. If the caller gives up, the call ends with the race. */
    static Mono<End> from(Attempt first, CallPlan plan, Exchange exchange) {
        return Mono.create(caller -> {
            Race race = new Race(plan, exchange, caller);
            caller.onCancel(() -> race.event(race::abandon));
            race.event(() -> race.begin(first));
        });
    }

    private void begin(Attempt first) {
        if (!over) {
            launch(first);
            schedule();
        }
    }

    private void event(Runnable event) {
        events.add(event);
        if (waiting.getAndIncrement() == 0) {
            do {
                run(requireNonNull(events.poll()));
            } while (waiting.decrementAndGet() > 0);
        }
    }

    private void run(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            // Nothing that was foreseen, but the caller waits.
            stop();
            caller.error(e);
        }
    }

    private void launch(Attempt attempt) {
        Leg leg = new Leg(attempt, exchange.wire(), Disposables.swap());
        underWay.add(leg);
        leg.sending.update(Mono.defer(() -> exchange.send(attempt, plan.outbound(), leg.wire))
                .subscribe(
                        answer -> event(() -> answered(leg, answer)),
                        failure -> event(() -> failed(leg, failure)),
                        null,
                        Context.of(caller.contextView())));
    }

    private void schedule() {
        int made = hedges;
        plan.hedgeAfter().ifPresent(time -> next.update(exchange.later(time, () -> event(() -> hedge(made)))));
    }

    /** @param made so many were made when this one was thought of: if there are more, it was brought forward */
    private void hedge(int made) {
        if (made == hedges && !over) {
            hedges++;
            plan.hedge().ifPresent(attempt -> launch(attempt));
            schedule();
        }
    }

    private void answered(Leg leg, ReactorAnswer answer) {
        if (!underWay.remove(leg)) {
            answer.release();
            return;
        }
        answer.occupy(leg.attempt);
        Then then = plan.finish(leg.attempt, answer.outcome(), true);
        follow(new Answered(leg.attempt, answer, then));
    }

    private void failed(Leg leg, Throwable failure) {
        if (underWay.remove(leg)) {
            Outcome outcome = exchange.outcome(failure, leg.attempt, leg.wire);
            Then then = plan.finish(leg.attempt, outcome, outcome.kind() != Outcome.Kind.CANCELLED);
            follow(new Failed(failure, outcome, then));
        }
    }

    private void follow(End end) {
        if (end.then() instanceof Then.Await await) {
            end.release();
            if (await.hedge()) {
                hedge(hedges);
            }
        } else {
            stop();
            caller.success(end);
        }
    }

    private void abandon() {
        if (!over) {
            stop();
            plan.abandon();
        }
    }

    /** There will be no other attempts. Those under way have ended to the plan, and are cancelled. */
    private void stop() {
        over = true;
        next.dispose();
        underWay.forEach(loser -> loser.sending.dispose());
        underWay.clear();
    }
}
