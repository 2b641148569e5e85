package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.Outcome;
import io.weft.model.ResponseFlag;
import io.weft.runtime.match.SentHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

    private static final SentHead GET = SentHead.get("reviews:9080/");

    private static Calls retrying(int times, String... on) {
        return new Calls().route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(times, on)));
    }

    @ParameterizedTest
    @CsvSource({
        "5xx, 500, true", "5xx, 409, false", "gateway-error, 502, true", "gateway-error, 500, false",
        "retriable-4xx, 409, true", "retriable-4xx, 404, false", "reset, 503, false", "unavailable, 503, false"
    })
    void retriesAnHttpStatusThatTheRuleNames(String on, int status, boolean retried) {
        Then then = Calls.attempt(retrying(2, on).call(GET), status);
        assertThat(then instanceof Then.Retry).isEqualTo(retried);
    }

    @ParameterizedTest
    @CsvSource({
        "unavailable, 14, true", "unavailable, 13, false", "internal, 13, true", "cancelled, 1, true",
        "deadline-exceeded, 4, true", "resource-exhausted, 8, true", "5xx, 14, false", "unavailable, 0, false"
    })
    void retriesAGrpcCodeThatTheRuleNames(String on, int code, boolean retried) {
        CallPlan call = retrying(2, on).call(SentHead.grpc("reviews:9080/a.B/C"));
        assertThat(Calls.attempt(call, Outcome.ofGrpc(code)) instanceof Then.Retry)
                .isEqualTo(retried);
    }

    @ParameterizedTest
    @CsvSource({
        "connect-failure, CONNECT_FAILURE, true",
        "connect-failure, RESET, false",
        "reset, RESET, true",
        "reset, CONNECT_FAILURE, true",
        "refused-stream, REFUSED_STREAM, true",
        "refused-stream, RESET, false",
        "gateway-error, RESET, true",
        "5xx, PER_TRY_TIMEOUT, true",
        "reset, PER_TRY_TIMEOUT, true",
        "connect-failure, PER_TRY_TIMEOUT, false",
        "reset-before-request, CONNECT_FAILURE, true",
        "reset-before-request, RESET, false",
        "5xx, TIMEOUT, false",
        "5xx, CANCELLED, false"
    })
    void retriesAFailureThatTheRuleNames(String on, Outcome.Kind kind, boolean retried) {
        Then then = Calls.attempt(retrying(2, on).call(GET), Outcome.of(kind));
        assertThat(then instanceof Then.Retry).isEqualTo(retried);
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "HEAD, true", "POST, false", "PUT, false"})
    void repeatsASafeRequestThatBrokeOffUnderIstiosDefault(String method, boolean retried) {
        Calls calls =
                retrying(2, "connect-failure", "refused-stream", "unavailable", "cancelled", "retriable-status-codes");
        Then then = Calls.attempt(calls.call(GET.withMethod(method)), Outcome.of(Outcome.Kind.RESET));
        assertThat(then instanceof Then.Retry).isEqualTo(retried);
    }

    @Test
    void doesNotRetryARateLimitedAnswerUnlessTheRuleSaysSo() {
        Outcome limited = new Outcome(Outcome.Kind.ANSWERED, 503, -1, true);
        assertThat(Calls.attempt(retrying(2, "5xx").call(GET), limited)).isInstanceOf(Then.Deliver.class);
        assertThat(Calls.attempt(retrying(2, "envoy-ratelimited").call(GET), limited))
                .isInstanceOf(Then.Retry.class);
    }

    @Test
    void handsTheLastAnswerOnWhenTheRetriesAreUsedUp() {
        CallPlan call = retrying(2, "5xx").call(GET);
        assertThat(call.mayRetry()).isTrue();
        assertThat(Calls.attempt(call, 503)).isInstanceOf(Then.Retry.class);
        assertThat(Calls.attempt(call, 503)).isInstanceOf(Then.Retry.class);
        assertThat(call.mayRetry()).isFalse();
        assertThat(Calls.attempt(call, 503)).isInstanceOf(Then.Deliver.class);
        assertThat(call.report().record().flags()).containsExactly(ResponseFlag.URX);
        assertThat(call.report().record().attempts()).hasSize(3);
    }

    @Test
    void doesNotRetryWhatCannotBeSentAgain() {
        CallPlan call = retrying(2, "5xx").call(GET);
        assertThat(call.finish((Attempt) call.next(), Outcome.ofHttp(503), false))
                .isInstanceOf(Then.Deliver.class);
        assertThat(call.report().record().flags()).isEmpty();
    }

    @Test
    void triesAnotherEndpoint() {
        Calls calls = retrying(1, "5xx");
        for (int i = 0; i < 20; i++) {
            CallPlan call = calls.call(GET);
            Set<Address> tried = new HashSet<>();
            for (int attempt = 0; attempt < 2; attempt++) {
                Attempt next = (Attempt) call.next();
                tried.add(next.endpoint().address());
                call.finish(next, Outcome.ofHttp(503), true);
            }
            assertThat(tried).hasSize(2);
        }
    }

    @Test
    void waitsLongerEachTimeButNeverAboveTheBound() {
        long[] longest = new long[6];
        for (int i = 0; i < 500; i++) {
            CallPlan call = retrying(6, "5xx").call(GET);
            for (int retry = 0; retry < longest.length; retry++) {
                Duration after = ((Then.Retry) Calls.attempt(call, 503)).after();
                longest[retry] = Math.max(longest[retry], after.toMillis());
            }
        }
        List<Long> bounds = List.of(25L, 50L, 100L, 200L, 250L, 250L);
        for (int retry = 0; retry < longest.length; retry++) {
            assertThat(longest[retry]).isLessThanOrEqualTo(bounds.get(retry));
        }
    }

    @Test
    void keepsTheRetriesInFlightWithinTheBudget() {
        Calls calls = retrying(3, "5xx");
        List<CallPlan> waiting = new ArrayList<>();
        int delivered = 0;
        for (int i = 0; i < 40; i++) {
            CallPlan call = calls.call(GET);
            Then then = Calls.attempt(call, 503);
            if (then instanceof Then.Retry) {
                waiting.add(call);
            } else {
                delivered++;
                assertThat(call.report().record().flags()).containsExactly(ResponseFlag.UO);
            }
        }
        assertThat(waiting).hasSize(3);
        assertThat(delivered).isEqualTo(37);
        waiting.forEach(CallPlan::abandon);
        assertThat(Calls.attempt(calls.call(GET), 503)).isInstanceOf(Then.Retry.class);
    }

    @Test
    void heedsWhatTheRequestAsksForItself() {
        Calls calls = new Calls().route(Calls.to(Calls.V1));
        CallPlan call =
                calls.call(SentHead.get("reviews:9080/", "x-envoy-retry-on", "5xx, reset", "x-envoy-max-retries", "2"));
        assertThat(Calls.attempt(call, 500)).isInstanceOf(Then.Retry.class);
        assertThat(Calls.attempt(call, 500)).isInstanceOf(Then.Retry.class);
        assertThat(Calls.attempt(call, 500)).isInstanceOf(Then.Deliver.class);
        assertThat(call.outbound().headers().stream().map(edit -> edit.name()))
                .contains("x-envoy-retry-on", "x-envoy-max-retries");
    }

    @Test
    void tellsWhatItTried() {
        Calls calls = retrying(1, "connect-failure");
        CallPlan call = calls.call(GET);
        Calls.attempt(call, Outcome.of(Outcome.Kind.CONNECT_FAILURE));
        Answer answer = (Answer) Calls.attempt(call, Outcome.of(Outcome.Kind.CONNECT_FAILURE));
        assertThat(answer.httpStatus()).isEqualTo(503);
        assertThat(answer.flags()).containsExactlyInAnyOrder(ResponseFlag.UF, ResponseFlag.URX);
        assertThat(answer.report().explain())
                .startsWith("reviews:9080: no connection to the endpoint (UF), the retries are used up (URX)")
                .contains("route r0 from reviews.yaml:12", "subset v1", "tried 10.0.0.1:9080: no connection");
    }
}
