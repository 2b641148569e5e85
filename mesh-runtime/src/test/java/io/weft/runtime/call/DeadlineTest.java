package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Fault;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.model.RetryPolicy;
import io.weft.model.RouteMatch;
import io.weft.runtime.match.SentHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final SentHead GET = SentHead.get("reviews:9080/");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Calls calls = new Calls();

    private Attempt next(CallPlan call) {
        return (Attempt) call.next();
    }

    @Test
    void hasNoneUnlessTheRouteOrTheCallerSetsOne() {
        assertThat(next(calls.route(Calls.to(Calls.V1)).call(GET)).deadlineNanos())
                .isEmpty();
    }

    @Test
    void startsTheRoutesTimeoutBehindTheDelayFault() {
        Fault slow = new Fault(Optional.of(new Fault.Delay(SECOND, 1_000_000)), Optional.empty());
        calls.route(RouteMatch.ANY, Calls.to(Calls.V1, Optional.of(SECOND), RetryPolicy.NONE), slow);
        CallPlan call = calls.call(GET);
        calls.clock.advance(call.delay());
        Attempt attempt = next(call);
        assertThat(attempt.timeoutNanos()).hasValue(SECOND.toNanos());
        assertThat(attempt.endsCall()).isTrue();
    }

    @Test
    void answersUtWhenTheTimeoutRunsOut() {
        calls.route(Calls.to(Calls.V1, Optional.of(SECOND), Calls.retry(2, "5xx")));
        Answer answer = (Answer) Calls.attempt(calls.call(GET), Outcome.of(Outcome.Kind.TIMEOUT));
        assertThat(answer.httpStatus()).isEqualTo(504);
        assertThat(answer.body()).isEqualTo("upstream request timeout");
        assertThat(answer.flags()).containsExactly(ResponseFlag.UT);
        assertThat(answer.grpcStatus()).isEqualTo(4);
    }

    @Test
    void doesNotWaitForARetryBeyondTheDeadline() {
        calls.route(Calls.to(Calls.V1, Optional.of(Duration.ofMillis(10)), Calls.retry(5, "5xx")));
        CallPlan call = calls.call(GET);
        Attempt attempt = next(call);
        calls.clock.advance(Duration.ofMillis(9));
        Then.Retry retry = (Then.Retry) call.finish(attempt, Outcome.ofHttp(503), true);
        assertThat(retry.after()).isLessThanOrEqualTo(Duration.ofMillis(1));
        calls.clock.advance(Duration.ofMillis(1));
        assertThat(((Answer) call.next()).details()).isEqualTo("response_timeout");
    }

    @Test
    void capsAnAttemptByThePerTryTimeoutOrWhatIsLeftOfTheCall() {
        Duration perTry = Duration.ofMillis(400);
        calls.route(Calls.to(Calls.V1, Optional.of(SECOND), Calls.retry(5, Optional.of(perTry), "5xx")));
        CallPlan call = calls.call(GET);
        Attempt first = next(call);
        assertThat(first.timeoutNanos()).hasValue(perTry.toNanos());
        assertThat(first.endsCall()).isFalse();
        calls.clock.advance(Duration.ofMillis(700));
        call.finish(first, Outcome.of(Outcome.Kind.PER_TRY_TIMEOUT), true);
        Attempt second = next(call);
        assertThat(second.timeoutNanos()).hasValue(Duration.ofMillis(300).toNanos());
        assertThat(second.endsCall()).isTrue();
    }

    @Test
    void ignoresAPerTryTimeoutThatIsNoShorterThanTheCalls() {
        calls.route(Calls.to(Calls.V1, Optional.of(SECOND), Calls.retry(5, Optional.of(SECOND), "5xx")));
        assertThat(next(calls.call(GET)).endsCall()).isTrue();
    }

    @Test
    void endsWithTheCallersOwnDeadlineIfThatIsSooner() {
        calls.route(Calls.to(Calls.V1, Optional.of(SECOND), RetryPolicy.NONE));
        CallPlan call = (CallPlan) calls.planBy(GET, Duration.ofMillis(100));
        assertThat(next(call).timeoutNanos()).hasValue(Duration.ofMillis(100).toNanos());
    }

    @Test
    void endsWithTheDeadlineOfTheWorkThatMakesTheCall() {
        calls.route(Calls.to(Calls.V1));
        TraceContext work = new TraceContext(List.of())
                .until(calls.clock.getAsLong() + Duration.ofMillis(7).toNanos());
        try (TraceContext.Scope scope = work.open()) {
            assertThat(scope).isNotNull();
            assertThat(next(calls.call(GET)).timeoutNanos())
                    .hasValue(Duration.ofMillis(7).toNanos());
        }
    }

    @Test
    void heedsTheTimeoutsThatTheRequestAsksForItself() {
        calls.route(Calls.to(Calls.V1, Optional.of(SECOND), Calls.retry(5, "5xx")));
        SentHead head = SentHead.get(
                "reviews:9080/",
                "x-envoy-upstream-rq-timeout-ms",
                "5000",
                "x-envoy-upstream-rq-per-try-timeout-ms",
                "2000");
        Attempt attempt = next(calls.call(head));
        assertThat(attempt.timeoutNanos()).hasValue(Duration.ofSeconds(2).toNanos());
        assertThat(attempt.endsCall()).isFalse();
        SentHead none = SentHead.get("reviews:9080/", "x-envoy-upstream-rq-timeout-ms", "0");
        assertThat(next(calls.call(none)).deadlineNanos()).isEmpty();
    }
}
