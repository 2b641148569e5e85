package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weft.model.Address;
import io.weft.model.CallRecord;
import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hedging {delay, attempts}} of a TrafficGuard, as decisions: which calls, and which attempt counts. */
class HedgeTest extends HedgeBed {

    @Test
    void makesAsManyAttemptsBesideTheFirstAsTheGuardSays() {
        CallPlan call = hedged(2).call(GET);
        Set<Address> endpoints = new HashSet<>();
        endpoints.add(first(call).endpoint().address());

        for (int i = 0; i < 2; i++) {
            assertThat(call.hedgeAfter()).contains(DELAY);
            Attempt hedge = call.hedge().orElseThrow();
            assertThat(hedge.isHedge()).isTrue();
            endpoints.add(hedge.endpoint().address());
        }

        assertThat(endpoints).hasSize(3);
        assertThat(call.hedgeAfter()).isEmpty();
        assertThat(call.hedge()).isEmpty();
    }

    @Test
    void hedgesNothingWithoutAGuardThatSaysSo() {
        CallPlan call = new Calls().route(Calls.to(Calls.V1)).call(GET);
        first(call);

        assertThat(call.hedgeAfter()).isEmpty();
        assertThat(call.hedge()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, true",
        "HEAD, true",
        "OPTIONS, true",
        "TRACE, true",
        "PUT, true",
        "DELETE, true",
        "POST, false",
        "PATCH, false"
    })
    void hedgesIdempotentMethodsOnly(String method, boolean hedged) {
        CallPlan call = hedged(1).call(GET.withMethod(method));
        first(call);

        assertThat(call.hedgeAfter().isPresent()).isEqualTo(hedged);
        assertThat(call.hedge().isPresent()).isEqualTo(hedged);
    }

    @Test
    void takesTheGuardsWordForGrpc() {
        CallPlan call = hedged(1).call(GRPC);
        first(call);

        assertThat(call.hedge()).isPresent();
    }

    @Test
    void theFirstGoodAnswerCountsAndTheOthersAreGivenUp() {
        Calls calls = hedged(2);
        CallPlan call = calls.call(GET);
        Attempt slow = first(call);
        Attempt hedge = call.hedge().orElseThrow();
        assertThat(inFlight(calls)).isEqualTo(2);

        assertThat(call.finish(hedge, OK, true)).isInstanceOf(Then.Deliver.class);

        assertThat(inFlight(calls)).isZero();
        assertThat(call.hedge()).isEmpty();
        CallRecord record = call.report().record();
        assertThat(record.httpStatus()).isEqualTo(200);
        assertThat(record.flags()).isEmpty();
        assertThat(record.attempts())
                .extracting(CallRecord.Attempt::endpoint, each -> each.outcome().kind(), CallRecord.Attempt::hedge)
                .containsExactly(
                        tuple(slow.endpoint(), Kind.CANCELLED, false), tuple(hedge.endpoint(), Kind.ANSWERED, true));
        assertThat(call.report().explain())
                .contains("tried beside it " + hedge.endpoint().address());
    }

    @Test
    void aFailureDoesNotEndTheCallWhileAnotherAttemptIsUnderWay() {
        Calls calls = hedged(2);
        CallPlan call = calls.call(GET);
        Attempt slow = first(call);
        Attempt hedge = call.hedge().orElseThrow();

        assertThat(call.finish(hedge, Outcome.ofHttp(500), true)).isEqualTo(new Then.Await(true));
        Attempt next = call.hedge().orElseThrow();
        assertThat(call.finish(next, Outcome.of(Kind.CONNECT_FAILURE), true)).isEqualTo(new Then.Await(false));
        assertThat(call.finish(slow, OK, true)).isInstanceOf(Then.Deliver.class);
        assertThat(call.report().record().attempts()).hasSize(3);
    }

    @Test
    void theLastFailureCountsIfAllFail() {
        Calls calls = hedged(1);
        CallPlan call = calls.call(GET);
        Attempt slow = first(call);
        Attempt hedge = call.hedge().orElseThrow();
        call.finish(slow, Outcome.of(Kind.RESET), true);

        assertThat(call.finish(hedge, Outcome.ofHttp(500), true)).isInstanceOf(Then.Deliver.class);
        assertThat(call.report().record().httpStatus()).isEqualTo(500);
    }

    @Test
    void retriesByTheRouteWhenNoneIsUnderWayAnyMore() {
        Calls calls = hedged(1);
        CallPlan call = calls.call(GET);
        Attempt slow = first(call);
        Attempt hedge = call.hedge().orElseThrow();
        assertThat(call.finish(slow, Outcome.ofHttp(503), true)).isEqualTo(new Then.Await(false));
        assertThat(call.finish(hedge, Outcome.ofHttp(503), true)).isInstanceOf(Then.Retry.class);

        Attempt retry = first(call);

        assertThat(retry.isHedge()).isFalse();
        assertThat(retry.endpoint()).isNotIn(slow.endpoint(), hedge.endpoint());
        assertThat(call.finish(retry, OK, true)).isInstanceOf(Then.Deliver.class);
    }

    /** It takes the place of an attempt that takes long, not of a retry. */
    @Test
    void anAttemptThatFailsAloneIsTheRoutesAffair() {
        CallPlan call = hedged(1).call(GET);

        assertThat(call.finish(first(call), Outcome.ofHttp(500), true)).isInstanceOf(Then.Deliver.class);
        assertThat(call.hedge()).isEmpty();
    }

    @Test
    void anAnswerThatHasBegunIsTheAnswer() {
        Calls calls = hedged(2);
        CallPlan call = calls.call(GRPC);
        first(call);
        Attempt hedge = call.hedge().orElseThrow();

        call.begun(hedge);

        assertThat(inFlight(calls)).isEqualTo(1);
        assertThat(call.hedge()).isEmpty();
        assertThat(call.finish(hedge, Outcome.ofGrpc(GrpcCode.INTERNAL), false)).isInstanceOf(Then.Deliver.class);
    }
}
