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
                    return LocalReply.of(answer, exchange.method());
                }
                Attempt attempt = (Attempt) next;
                if (attempt.number() == 1) {
                    exchange.mirror(plan.copies());
                }
                HttpAnswer came = attempt(attempt);
                Then then = plan.finish(attempt, outcome, exchange.repeatable());
                if (came != null && then instanceof Then.Deliver) {
                    return delivered(came, attempt);
                }
                if (came != null) {
                    exchange.discard(came);
                }
                if (then instanceof Answer answer) {
                    return LocalReply.of(answer, exchange.method());
                }
                pause(((Then.Retry) then).after());
            }
        } finally {
            exchange.end();
        }
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
            HttpAnswer answer = exchange.send(attempt, plan.outbound());
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

    private ClassicHttpResponse delivered(HttpAnswer answer, Attempt attempt) {
        Edits.apply(plan.responseEdits(), answer.response());
        return exchange.held(answer, attempt);
    }
}
