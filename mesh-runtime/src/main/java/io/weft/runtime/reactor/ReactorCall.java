package io.weft.runtime.reactor;

import static java.util.Objects.requireNonNull;

import io.weft.model.Outcome;
import io.weft.runtime.call.Answer;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.Next;
import io.weft.runtime.call.Pending;
import io.weft.runtime.call.Then;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * One call on its way through its plan: a loop around {@link CallPlan#next} and {@link CallPlan#finish} whose waits are
 * subscriptions. Only whose turn it is may touch the plan; the caller may cancel at any moment, from any thread.
 */
final class ReactorCall {

    private enum Turn {
        OURS,
        PAUSE,
        ATTEMPT,
        RACE,
        OVER
    }

    private final CallPlan plan;
    private final Exchange exchange;
    private final MonoSink<ReactorAnswer> caller;
    private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.OURS);
    private final Disposable.Swap waiting = Disposables.swap();
    private @Nullable Attempt attempt;

    ReactorCall(CallPlan plan, Exchange exchange, MonoSink<ReactorAnswer> caller) {
        this.plan = plan;
        this.exchange = exchange;
        this.caller = caller;
    }

    void start() {
        caller.onCancel(this::cancel);
        after(plan.delay());
    }

    private void after(Duration pause) {
        if (pause.isZero()) {
            next();
        } else if (turn.compareAndSet(Turn.OURS, Turn.PAUSE)) {
            await(Turn.PAUSE, exchange.pause(pause), passed -> next(), this::abandon);
        } else {
            plan.abandon();
        }
    }

    private void next() {
        Next next = plan.next();
        if (next instanceof Answer answer) {
            end(exchange.local(answer));
            return;
        }
        if (next instanceof Pending pending) {
            if (turn.compareAndSet(Turn.OURS, Turn.PAUSE)) {
                await(Turn.PAUSE, exchange.turn(pending), come -> next(), this::abandon);
            } else {
                plan.abandon();
            }
            return;
        }
        attempt = (Attempt) next;
        if (attempt.number() == 1) {
            exchange.mirror(plan.copies());
        }
        if (plan.hedgeAfter().isPresent() && exchange.shareable()) {
            race(attempt);
        } else if (turn.compareAndSet(Turn.OURS, Turn.ATTEMPT)) {
            await(Turn.ATTEMPT, exchange.send(attempt, plan.outbound()), this::answered, this::failed);
        } else {
            plan.finish(attempt, Outcome.of(Outcome.Kind.CANCELLED), false);
        }
    }

    private void race(Attempt first) {
        if (turn.compareAndSet(Turn.OURS, Turn.RACE)) {
            await(Turn.RACE, Race.from(first, plan, exchange), end -> end.tell(this), this::fail);
        } else {
            plan.abandon();
        }
    }

    private void answered(ReactorAnswer answer) {
        Attempt ended = requireNonNull(attempt);
        answer.occupy(ended);
        answered(ended, answer, plan.finish(ended, answer.outcome(), exchange.repeatable()));
    }

    void answered(Attempt ended, ReactorAnswer answer, Then then) {
        if (then instanceof Then.Deliver) {
            Edits.apply(plan.responseEdits(), answer.headers());
            end(exchange.limitedBody(answer, ended));
        } else {
            answer.release();
            follow(then);
        }
    }

    private void failed(Throwable failure) {
        Attempt ended = requireNonNull(attempt);
        Outcome outcome = exchange.outcome(failure, ended);
        boolean ofCaller = outcome.kind() == Outcome.Kind.CANCELLED;
        failed(failure, outcome, plan.finish(ended, outcome, !ofCaller && exchange.repeatable()));
    }

    void failed(Throwable failure, Outcome outcome, Then then) {
        if (outcome.kind() == Outcome.Kind.CANCELLED) {
            fail(failure);
        } else {
            follow(then);
        }
    }

    private void follow(Then then) {
        if (then instanceof Answer answer) {
            end(exchange.local(answer));
        } else {
            after(((Then.Retry) then).after());
        }
    }

    private void abandon(Throwable reason) {
        plan.abandon();
        fail(reason);
    }

    private void end(ReactorAnswer answer) {
        if (turn.compareAndSet(Turn.OURS, Turn.OVER)) {
            caller.success(answer);
        } else {
            answer.release();
        }
    }

    private void fail(Throwable failure) {
        if (turn.compareAndSet(Turn.OURS, Turn.OVER)) {
            caller.error(failure);
        }
    }

    /**
     * Ends the attempt under way, or the pause; a race ends itself. Where it is our turn,
     * we notice before anything else begins.
     */
    private void cancel() {
        Turn was = turn.getAndSet(Turn.OVER);
        waiting.dispose();
        if (was == Turn.ATTEMPT) {
            plan.finish(requireNonNull(attempt), Outcome.of(Outcome.Kind.CANCELLED), false);
        } else if (was == Turn.PAUSE) {
            plan.abandon();
        }
    }

    private <T> void await(Turn of, Mono<T> coming, Consumer<T> then, Consumer<Throwable> otherwise) {
        Wait<T> wait = new Wait<>(of, then, otherwise);
        // Before it begins, for it may end at once and another begin.
        waiting.update(wait);
        coming.subscribe(wait);
    }

    /** Gives the turn back to us when what is waited for has come. */
    private final class Wait<T> extends BaseSubscriber<T> {

        private final Turn of;
        private final Consumer<T> then;
        private final Consumer<Throwable> otherwise;

        Wait(Turn of, Consumer<T> then, Consumer<Throwable> otherwise) {
            this.of = of;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        public Context currentContext() {
            return Context.of(caller.contextView());
        }

        @Override
        protected void hookOnNext(T value) {
            if (turn.compareAndSet(of, Turn.OURS)) {
                then.accept(value);
            } else if (value instanceof ReactorAnswer unwanted) {
                unwanted.release();
            } else if (value instanceof Race.End late) {
                late.release();
                if (late.then() instanceof Then.Retry) {
                    plan.abandon();
                }
            }
        }

        @Override
        protected void hookOnError(Throwable failure) {
            if (turn.compareAndSet(of, Turn.OURS)) {
                otherwise.accept(failure);
            } else {
                // Thrown by ourselves, after the turn had come to us.
                fail(failure);
            }
        }
    }
}
