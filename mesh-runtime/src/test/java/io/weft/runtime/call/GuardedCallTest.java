package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Guard;
import io.weft.model.Guard.Cause;
import io.weft.model.Guard.Fallback;
import io.weft.model.Outcome;
import io.weft.model.RateLimit;
import io.weft.model.ResponseFlag;
import io.weft.runtime.match.SentHead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardedCallTest {

    private static final SentHead GET = SentHead.get("reviews:9080/");
    private static final SentHead GRPC = SentHead.grpc("reviews:9080/a.B/C");

    private static Calls guarded(Guard guard) {
        return new Calls().guard(Calls.V1, guard).route(Calls.to(Calls.V1));
    }

    private static Guard breaker(Fallback... fallbacks) {
        Duration second = Duration.ofSeconds(1);
        var rule = new Guard.Breaker(50, 50, second, new Guard.Window.Calls(10), 2, second.multipliedBy(30), 1, second);
        return new Guard(Optional.of(rule), Optional.empty(), Optional.empty(), List.of(fallbacks), "guard.yaml:1");
    }

    private static Guard limit(Fallback... fallbacks) {
        var rule = new RateLimit(2, Duration.ofSeconds(5), 1);
        return new Guard(Optional.empty(), Optional.of(rule), Optional.empty(), List.of(fallbacks), "guard.yaml:1");
    }

    private static Fallback on(Cause... causes) {
        return new Fallback(Set.of(causes), 200, 5, Map.of("x-fallback", "yes"), "nothing");
    }

    @Test
    void refusesWhileTheBreakerIsOpen() {
        Calls calls = guarded(breaker());
        Calls.attempt(calls.call(GET), 500);
        Calls.attempt(calls.call(GET), Outcome.of(Outcome.Kind.CONNECT_FAILURE));

        Answer answer = (Answer) calls.call(GET).next();

        assertThat(answer.httpStatus()).isEqualTo(503);
        assertThat(answer.flags()).containsExactly(ResponseFlag.UO);
        assertThat(answer.details()).isEqualTo("circuit_breaker_open");
        assertThat(answer.headers())
                .contains(new Header("x-envoy-overloaded", "true"), new Header("retry-after", "30"));
        Answer toGrpc = (Answer) calls.call(GRPC).next();
        assertThat(toGrpc.grpcStatus()).isEqualTo(GrpcCode.UNAVAILABLE);
        assertThat(toGrpc.headers()).contains(new Header("grpc-retry-pushback-ms", "30000"));
    }

    @Test
    void recoversWhenItsTrialGoesWell() {
        Calls calls = guarded(breaker());
        Calls.attempt(calls.call(GRPC), Outcome.ofGrpc(GrpcCode.UNAVAILABLE));
        Calls.attempt(calls.call(GRPC), Outcome.ofGrpc(GrpcCode.INTERNAL));
        calls.clock.advance(Duration.ofMillis(30_001));

        assertThat(Calls.attempt(calls.call(GRPC), Outcome.ofGrpc(0))).isInstanceOf(Then.Deliver.class);
        assertThat(calls.call(GRPC).next()).isInstanceOf(Attempt.class);
    }

    @Test
    void countsACallOnceHoweverOftenItIsTried() {
        Calls calls = new Calls()
                .guard(Calls.V1, breaker())
                .route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(3, "5xx")));
        CallPlan call = calls.call(GET);
        Calls.attempt(call, 500);
        Calls.attempt(call, 500);
        Calls.attempt(call, 500);
        Calls.attempt(call, 200);

        assertThat(calls.call(GET).next()).isInstanceOf(Attempt.class);
    }

    @Test
    void countsACallAsSlowWithAllThatItTook() {
        Calls calls = guarded(breaker());
        for (int i = 0; i < 2; i++) {
            CallPlan call = calls.call(GET);
            Attempt attempt = (Attempt) call.next();
            calls.clock.advance(Duration.ofMillis(1500));
            call.finish(attempt, Outcome.ofHttp(200), true);
        }

        assertThat(calls.call(GET).next()).isInstanceOf(Answer.class);
    }

    @Test
    void learnsNothingOfCallsThatAreGivenUpOrReachNobody() {
        Calls calls = new Calls().cluster(Calls.V2).guard(Calls.V2, breaker()).route(Calls.to(Calls.V2));
        for (int i = 0; i < 5; i++) {
            assertThat(((Answer) calls.call(GET).next()).flags()).containsExactly(ResponseFlag.UH);
        }
        Calls others = guarded(breaker());
        for (int i = 0; i < 5; i++) {
            Calls.attempt(others.call(GET), Outcome.of(Outcome.Kind.CANCELLED));
            others.call(GET).abandon();
            Calls.attempt(others.call(GET), 429);
        }
        assertThat(others.call(GET).next()).isInstanceOf(Attempt.class);
    }

    @Test
    void givesAnAbandonedTrialToTheNextCall() {
        Calls calls = guarded(breaker());
        Calls.attempt(calls.call(GET), 500);
        Calls.attempt(calls.call(GET), 500);
        calls.clock.advance(Duration.ofMillis(30_001));
        for (int i = 0; i < 3; i++) {
            Calls.attempt(calls.call(GET), Outcome.of(Outcome.Kind.CANCELLED));
        }

        assertThat(Calls.attempt(calls.call(GET), 200)).isInstanceOf(Then.Deliver.class);
    }

    @Test
    void limitsTheRateOfCalls() {
        Calls calls = guarded(limit());
        Calls.attempt(calls.call(GET), 200);

        Answer answer = (Answer) calls.call(GET).next();

        assertThat(answer.httpStatus()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo("local_rate_limited");
        assertThat(answer.flags()).containsExactly(ResponseFlag.RL);
        assertThat(answer.headers())
                .contains(new Header("x-envoy-ratelimited", "true"), new Header("retry-after", "3"));
        Answer toGrpc = (Answer) calls.call(GRPC).next();
        assertThat(toGrpc.grpcStatus()).isEqualTo(GrpcCode.RESOURCE_EXHAUSTED);
        assertThat(toGrpc.headers()).contains(new Header("grpc-retry-pushback-ms", "2500"));
        calls.clock.advance(Duration.ofMillis(2500));
        assertThat(calls.call(GET).next()).isInstanceOf(Attempt.class);
    }

    @Test
    void doesNotCountRetriesAgainstTheRate() {
        Calls calls =
                new Calls().guard(Calls.V1, limit()).route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(2, "5xx")));
        CallPlan call = calls.call(GET);
        Calls.attempt(call, 500);

        assertThat(call.next()).isInstanceOf(Attempt.class);
    }

    @Test
    void answersByTheFirstFallbackThatFits() {
        Calls calls = guarded(limit(on(Cause.BREAKER_OPEN), on(Cause.RATE_LIMITED)));
        calls.call(GET).next();

        Answer answer = (Answer) calls.call(GET).next();

        assertThat(answer.httpStatus()).isEqualTo(200);
        assertThat(answer.grpcStatus()).isEqualTo(5);
        assertThat(answer.body()).isEqualTo("nothing");
        assertThat(answer.headers()).containsExactly(new Header("x-fallback", "yes"));
        assertThat(answer.flags()).containsExactly(ResponseFlag.RL);
        assertThat(answer.details()).isEqualTo("guard_fallback{local_rate_limited}");
        assertThat(answer.report().record().httpStatus()).isEqualTo(200);
    }

    @Test
    void fallsBackWithoutAnEndpoint() {
        Calls calls = new Calls()
                .cluster(Calls.V2)
                .guard(Calls.V2, breaker(on(Cause.NO_ENDPOINTS)))
                .route(Calls.to(Calls.V2));

        assertThat(((Answer) calls.call(GET).next()).httpStatus()).isEqualTo(200);
    }

    @Test
    void fallsBackAfterAFailureOfTheLastAttempt() {
        Calls calls = guarded(breaker(on(Cause.FAILURE)));

        Answer instead = (Answer) Calls.attempt(calls.call(GET), 500);
        assertThat(instead.httpStatus()).isEqualTo(200);
        assertThat(instead.details()).isEqualTo("guard_fallback{via_upstream}");
        assertThat(instead.report().record().attempts()).hasSize(1);
        Answer refused = (Answer) Calls.attempt(calls.call(GRPC), Outcome.of(Outcome.Kind.CONNECT_FAILURE));
        assertThat(refused.grpcStatus()).isEqualTo(5);
        assertThat(refused.flags()).containsExactly(ResponseFlag.UF);
    }

    @Test
    void leavesAnAnswerThatHasBegunAlone() {
        CallPlan call = guarded(breaker(on(Cause.FAILURE))).call(GRPC);
        Attempt attempt = (Attempt) call.next();
        call.begun(attempt);

        assertThat(call.finish(attempt, Outcome.ofGrpc(GrpcCode.INTERNAL), false))
                .isInstanceOf(Then.Deliver.class);
    }

    @Test
    void leavesGoodAnswersAndTheCallersOwnMistakesAlone() {
        Calls calls = guarded(breaker(on(Cause.FAILURE)));

        assertThat(Calls.attempt(calls.call(GET), 404)).isInstanceOf(Then.Deliver.class);
        assertThat(Calls.attempt(calls.call(GRPC), Outcome.ofGrpc(GrpcCode.PERMISSION_DENIED)))
                .isInstanceOf(Then.Deliver.class);
    }
}
