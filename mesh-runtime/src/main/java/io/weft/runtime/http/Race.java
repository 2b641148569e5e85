package io.weft.runtime.http;

import static java.util.Objects.requireNonNull;

import io.weft.model.Outcome;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.Then;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a call that are under way beside each other: the first on the caller's thread, as without hedging, each
 * hedge on one of its own. Whoever loses has its connection closed, which ends its wait. The lock is held by whoever uses
 * the plan; nothing is sent or closed under it.
 */
final class Race {

    /** The end of a race, by the attempt that counts. */
    record End(
            HttpExchange exchange,
            Attempt attempt,
            Then then,
            @Nullable HttpAnswer answer) {}

    private final CallPlan plan;
    private final HttpExchange exchange;
    private final ClassicHttpRequest copy;
    private final HedgeThreads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Leg> all = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;
    // The rest is guarded by the lock.
    private final Condition ended = lock.newCondition();
    private final List<Leg> underWay = new ArrayList<>();
    private int hedges;
    private boolean over;
    private @Nullable Future<?> next;
    private @Nullable End end;
    /** Why the caller gets no answer at all. */
    private @Nullable Exception failure;

    /** @param copy of the request, to be sent by hedges */
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
        exchange.onCancel(this::cancel);
        Leg leg = Leg.first(first, exchange);
        lock.lock();
        try {
            begin(leg);
            schedule();
        } finally {
            lock.unlock();
        }
        carryOut(leg);
        try {
            return await();
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new RequestFailedException("Request aborted", e);
        }
    }

    private void begin(Leg leg) {
        underWay.add(leg);
        all.add(leg);
        if (cancelled) {
            leg.end();
        }
    }

    private void schedule() {
        int made = hedges;
        plan.hedgeAfter().ifPresent(time -> next = threads.later(time, () -> due(made)));
    }

    private void due(int made) {
        lock.lock();
        try {
            // If there are more than when this one was thought of, it was brought forward.
            if (made == hedges) {
                hedge();
            }
        } finally {
            lock.unlock();
        }
    }

    private void hedge() {
        if (!over && !cancelled) {
            hedges++;
            plan.hedge().ifPresent(this::launch);
            schedule();
        }
    }

    private void launch(Attempt attempt) {
        Leg leg = Leg.hedge(attempt, exchange, copy);
        begin(leg);
        if (!threads.send(() -> carryOut(leg))) {
            underWay.remove(leg);
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
            broke(e);
        }
    }

    /** Nothing that was foreseen, but the caller waits. */
    private void broke(Throwable e) {
        lock.lock();
        try {
            if (!over) {
                failure = new IllegalStateException(e);
                List<Leg> unused = stop();
                plan.abandon();
            }
        } finally {
            lock.unlock();
        }
        cancel();
    }

    private void answered(Leg leg, ClassicHttpResponse response) {
        HttpAnswer answer = null;
        List<Leg> losers = List.of();
        boolean wanted = false;
        lock.lock();
        try {
            if (underWay.remove(leg)) {
                answer = HttpAnswer.of(response, leg.attempt());
                Then then = plan.finish(leg.attempt(), answer.outcome(), true);
                wanted = !(then instanceof Then.Await);
                losers = follow(new End(leg.exchange(), leg.attempt(), then, answer), null);
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
        List<Leg> losers = List.of();
        lock.lock();
        try {
            if (underWay.remove(leg)) {
                Outcome outcome = leg.exchange().outcome(e, leg.attempt());
                boolean ofCaller = outcome.kind() == Outcome.Kind.CANCELLED;
                Then then = plan.finish(leg.attempt(), outcome, !ofCaller);
                losers = follow(new End(leg.exchange(), leg.attempt(), then, null), ofCaller ? e : null);
            }
        } finally {
            lock.unlock();
        }
        losers.forEach(Leg::end);
    }

    /** Those that lost, if this is the end. */
    private List<Leg> follow(End last, @Nullable Exception why) {
        if (last.then() instanceof Then.Await await) {
            if (await.hedge()) {
                hedge();
            }
            return List.of();
        }
        end = last;
        failure = why;
        return stop();
    }

    private List<Leg> stop() {
        over = true;
        ended.signalAll();
        if (next != null) {
            next.cancel(false);
        }
        List<Leg> losers = List.copyOf(underWay);
        underWay.clear();
        return losers;
    }

    private End await() throws IOException, HttpException, InterruptedException {
        lock.lock();
        try {
            while (!over) {
                ended.await();
            }
        } catch (InterruptedException e) {
            if (!over) {
                List<Leg> unused = stop();
                plan.abandon();
                throw e;
            }
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            rethrow(failure);
        }
        return requireNonNull(end);
    }

    private static void rethrow(Exception failure) throws IOException, HttpException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof HttpException e) {
            throw e;
        }
        throw (RuntimeException) failure;
    }

    /** The caller gives up, before the answer or while it reads that. */
    private void cancel() {
        cancelled = true;
        all.forEach(Leg::end);
    }
}
