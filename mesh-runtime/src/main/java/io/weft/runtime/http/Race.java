package io.weft.runtime.http;

import static java.util.Objects.requireNonNull;

import io.weft.model.Outcome;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.Then;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a call that are under way beside each other: the first on the caller's thread, as without hedging,
 * each hedge on one of its own. Whoever loses has its connection closed, which ends its wait. The lock is held by
 * whoever uses the plan; nothing is sent or closed under it.
 */
final class Race {

    /** The end of a race, by the attempt that counts. */
    record End(Leg leg, Then then, @Nullable HttpAnswer answer) {}

    private final CallPlan plan;
    private final HttpExchange exchange;
    private final ClassicHttpRequest copy;
    private final HedgeThreads threads;
    private final UnaryOperator<Runnable> asCaller = CallerThread.capture();
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Legs legs = new Legs();
    // The rest is guarded by the lock.
    private int hedges;
    private boolean over;
    private @Nullable Future<?> next;
    private @Nullable End end;
    /** Why the caller gets no answer at all. */
    private @Nullable Exception failure;

    /**
     * On the caller's thread.
     *
     * @param copy of the request, to be sent by hedges
     */
    Race(CallPlan plan, HttpExchange exchange, ClassicHttpRequest copy, HedgeThreads threads) {
        this.plan = plan;
        this.exchange = exchange;
        this.copy = copy;
        this.threads = threads;
    }

    /**
     * Begins with this attempt and waits for the end.
     *
     * @throws IOException as the client would, if the caller gave up
     */
    End run(Attempt first) throws IOException, HttpException {
        exchange.onCancel(legs::cancel);
        Leg leg = Leg.of(first, exchange, exchange.request());
        event(() -> {
            legs.begin(leg);
            schedule();
            return List.of();
        });
        carryOut(leg);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp(new RequestFailedException("Request aborted", e));
        }
        return result();
    }

    private End result() throws IOException, HttpException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof HttpException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        End last = requireNonNull(end);
        last.leg().context().count();
        return last;
    }

    /** Under the lock; those who lose by it are ended behind it. */
    private void event(Supplier<List<Leg>> event) {
        List<Leg> losers;
        lock.lock();
        try {
            losers = event.get();
        } finally {
            lock.unlock();
        }
        losers.forEach(Leg::end);
    }

    private void schedule() {
        int made = hedges;
        plan.hedgeAfter().ifPresent(time -> next = threads.later(time, () -> event(() -> hedge(made))));
    }

    /** @param made so many were made when this one was thought of: if there are more, it was brought forward */
    private List<Leg> hedge(int made) {
        if (made == hedges && !over && !legs.cancelled()) {
            hedges++;
            plan.hedge().ifPresent(this::launch);
            schedule();
        }
        return List.of();
    }

    private void launch(Attempt attempt) {
        Leg leg = Leg.of(attempt, exchange, CopiedRequest.again(copy));
        legs.begin(leg);
        if (!threads.send(asCaller.apply(() -> carryOut(leg)))) {
            legs.ended(leg);
            Then unused = plan.finish(attempt, Outcome.of(Outcome.Kind.CANCELLED), false);
        }
    }

    private void carryOut(Leg leg) {
        try {
            ClassicHttpResponse response;
            try {
                response = leg.exchange().send(leg.attempt(), plan.outbound());
            } catch (IOException | HttpException | RuntimeException e) {
                failed(leg, e);
                return;
            }
            answered(leg, response);
        } catch (RuntimeException | Error e) {
            // Nothing that was foreseen, but the caller waits.
            giveUp(new IllegalStateException(e));
        }
    }

    /** Unless it has ended already, the caller gets no answer. */
    private void giveUp(Exception why) {
        event(() -> {
            if (over) {
                return List.of();
            }
            List<Leg> losers = stop(why);
            plan.abandon();
            return losers;
        });
    }

    private void answered(Leg leg, ClassicHttpResponse response) {
        HttpAnswer answer = null;
        List<Leg> losers = List.of();
        boolean wanted = false;
        lock.lock();
        try {
            if (legs.ended(leg)) {
                answer = HttpAnswer.of(response, leg.attempt());
                Then then = plan.finish(leg.attempt(), answer.outcome(), true);
                wanted = !(then instanceof Then.Await);
                losers = follow(new End(leg, then, answer), null);
            }
        } finally {
            lock.unlock();
        }
        losers.forEach(Leg::end);
        if (answer == null) {
            leg.end();
        } else if (!wanted) {
            leg.exchange().discard(answer);
        }
    }

    private void failed(Leg leg, Exception e) {
        event(() -> {
            if (!legs.ended(leg)) {
                return List.of();
            }
            Outcome outcome = leg.exchange().outcome(e, leg.attempt());
            boolean ofCaller = outcome.kind() == Outcome.Kind.CANCELLED;
            Then then = plan.finish(leg.attempt(), outcome, !ofCaller);
            return follow(new End(leg, then, null), ofCaller ? e : null);
        });
    }

    /** Those that lost, if this is the end. */
    private List<Leg> follow(End last, @Nullable Exception why) {
        if (last.then() instanceof Then.Await await) {
            return await.hedge() ? hedge(hedges) : List.of();
        }
        end = last;
        return stop(why);
    }

    private List<Leg> stop(@Nullable Exception why) {
        over = true;
        failure = why;
        ended.countDown();
        if (next != null) {
            next.cancel(false);
        }
        return legs.losers();
    }
}
