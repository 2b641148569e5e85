package io.weft.runtime.http;

import io.weft.model.Outcome;
import io.weft.runtime.call.Answer;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.Next;
import io.weft.runtime.call.Pending;
import io.weft.runtime.call.Then;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/** One call on its way through its plan: a loop around {@link CallPlan#next} and {@link CallPlan#finish}. */
final class HttpCall {

    private static final Outcome NONE = Outcome.of(Outcome.Kind.CANCELLED);

    private final CallPlan plan;
    private final HttpExchange exchange;
    /** How the last attempt ended. */
    private Outcome outcome = NONE;

    HttpCall(CallPlan plan, HttpExchange exchange) {
        this.plan = plan;
        this.exchange = exchange;
    }

    ClassicHttpResponse run() throws IOException, HttpException {
        try {
            pause(plan.delay());
            while (true) {
                Next next = plan.next();
                if (next instanceof Pending pending) {
                    await(pending);
                    continue;
                }
                if (next instanceof Answer answer) {
                    return LocalResponse.of(answer, exchange.method());
                }
                Attempt attempt = (Attempt) next;
                if (attempt.number() == 1) {
                    exchange.mirror(plan.copies());
                }
                Optional<Race> race = plan.hedgeAfter().isPresent() ? exchange.race(plan) : Optional.empty();
                ClassicHttpResponse response = race.isPresent() ? hedged(race.get(), attempt) : alone(attempt);
                if (response != null) {
                    return response;
                }
            }
        } finally {
            exchange.end();
        }
    }

    /** What the caller gets; null if there is to be another attempt, now. */
    private @Nullable ClassicHttpResponse alone(Attempt attempt) throws IOException, HttpException {
        HttpAnswer came = attempt(attempt);
        return follow(plan.finish(attempt, outcome, exchange.repeatable()), exchange, attempt, came);
    }

    private @Nullable ClassicHttpResponse hedged(Race race, Attempt first) throws IOException, HttpException {
        Race.End end = race.run(first);
        return follow(end.then(), end.leg().exchange(), end.leg().attempt(), end.answer());
    }

    private @Nullable ClassicHttpResponse follow(
            Then then, HttpExchange used, Attempt attempt, @Nullable HttpAnswer came) throws InterruptedIOException {
        if (came != null && then instanceof Then.Deliver) {
            Edits.apply(plan.responseEdits(), came.response());
            return used.held(came, attempt);
        }
        if (came != null) {
            used.discard(came);
        }
        if (then instanceof Answer answer) {
            return LocalResponse.of(answer, exchange.method());
        }
        pause(((Then.Retry) then).after());
        return null;
    }

    private void await(Pending pending) throws InterruptedIOException {
        try {
            exchange.await(pending);
        } catch (InterruptedIOException e) {
            plan.abandon();
            throw e;
        }
    }

    private void pause(Duration duration) throws InterruptedIOException {
        try {
            exchange.pause(duration);
        } catch (InterruptedIOException e) {
            plan.abandon();
            throw e;
        }
    }

    /** The answer, if there was one. */
    private @Nullable HttpAnswer attempt(Attempt attempt) throws IOException, HttpException {
        try {
            HttpAnswer answer = HttpAnswer.of(exchange.send(attempt, plan.outbound()), attempt);
            outcome = answer.outcome();
            return answer;
        } catch (IOException | HttpException | RuntimeException e) {
            outcome = exchange.outcome(e, attempt);
            if (outcome.kind() == Outcome.Kind.CANCELLED) {
                plan.finish(attempt, outcome, false);
                throw e;
            }
            return null;
        }
    }
}
