package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weft.model.Address;
import io.weft.model.CallRecord;
import io.weft.model.Guard;
import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import io.weft.model.ResponseFlag;
import io.weft.runtime.upstream.EndpointView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hedging {delay, attempts}} of a TrafficGuard, as decisions. */
class HedgeTest {

    private static final SentHead GET = SentHead.get("reviews:9080/");
    private static final SentHead GRPC = SentHead.grpc("reviews:9080/a.B/C");
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final Outcome OK = Outcome.ofHttp(200);

    private static Guard hedging(int attempts) {
        return new Guard(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Guard.Hedging(DELAY, attempts)),
                List.of(),
                "guard.yaml:1");
    }

    /** Three endpoints, and a rule that tries again on a status of 503. */
    private static Calls hedged(int attempts) {
        return new Calls()
                .cluster(Calls.V1, "10.0.0.1", "10.0.0.2", "10.0.0.3")
                .guard(Calls.V1, hedging(attempts))
                .route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(1, "gateway-error")));
    }

    private static Attempt first(CallPlan call) {
        return (Attempt) call.next();
    }

    private static int inFlight(Calls calls) {
        return calls.upstreams.views().stream()
                .flatMap(view -> view.endpoints().stream())
                .mapToInt(EndpointView::inFlight)
                .sum();
    }

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
    void makesNoHedgeWithoutAPlaceInTheRetryBudget() {
        Calls calls = hedged(1);
        List<CallPlan> slow = new ArrayList<>();
        int hedges = 0;
        for (int i = 0; i < 10; i++) {
            CallPlan call = calls.call(GET);
            first(call);
            hedges += call.hedge().isPresent() ? 1 : 0;
            assertThat(call.hedgeAfter()).isEmpty();
            slow.add(call);
        }
        assertThat(hedges).isEqualTo(3);
        assertThat(inFlight(calls)).isEqualTo(13);

        slow.forEach(CallPlan::abandon);

        assertThat(inFlight(calls)).isZero();
        CallPlan call = calls.call(GET);
        first(call);
        assertThat(call.hedge()).isPresent();
    }

    @Test
    void makesNoHedgeOnAnEndpointThatWasTried() {
        Calls calls = hedged(5).cluster(Calls.V1, "10.0.0.1").guard(Calls.V1, hedging(5));
        CallPlan call = calls.call(GET);
        first(call);

        assertThat(call.hedge()).isEmpty();
        assertThat(inFlight(calls)).isEqualTo(1);
    }

    @Test
    void makesNoHedgeWhenTheTimeIsUp() {
        Calls calls = hedged(1);
        CallPlan call = (CallPlan) calls.planBy(GET, DELAY);
        Attempt slow = first(call);
        calls.clock.advance(DELAY);

        assertThat(call.hedge()).isEmpty();
        assertThat(call.finish(slow, Outcome.of(Kind.TIMEOUT), true)).isInstanceOf(Answer.class);
    }

    @Test
    void aHedgeHasTheCallsDeadline() {
        Calls calls = hedged(1);
        CallPlan call = (CallPlan) calls.planBy(GET, Duration.ofSeconds(1));
        Attempt slow = first(call);
        calls.clock.advance(DELAY);

        Attempt hedge = call.hedge().orElseThrow();

        assertThat(hedge.deadlineNanos()).isEqualTo(slow.deadlineNanos());
        assertThat(hedge.endsCall()).isTrue();
        Answer answer = (Answer) call.finish(hedge, Outcome.of(Kind.TIMEOUT), true);
        assertThat(answer.flags()).containsExactly(ResponseFlag.UT);
        assertThat(inFlight(calls)).isZero();
    }

    @Test
    void aHedgeHasATryOfItsOwn() {
        Duration perTry = Duration.ofMillis(200);
        Calls calls = new Calls()
                .guard(Calls.V1, hedging(1))
                .route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(1, Optional.of(perTry), "5xx")));
        CallPlan call = calls.call(GET);
        Attempt slow = first(call);
        calls.clock.advance(DELAY);
        Attempt hedge = call.hedge().orElseThrow();

        assertThat(hedge.timeoutNanos()).hasValue(perTry.toNanos());
        assertThat(call.finish(slow, Outcome.of(Kind.PER_TRY_TIMEOUT), true)).isInstanceOf(Then.Await.class);
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

    @Test
    void anAttemptThatIsGivenUpTeachesTheBreakerNothing() {
        Duration second = Duration.ofSeconds(1);
        var breaker = new Guard.Breaker(50, 0, second, new Guard.Window.Calls(4), 2, second, 1, second);
        Guard guard = new Guard(
                Optional.of(breaker), Optional.empty(), Optional.of(new Guard.Hedging(DELAY, 1)), List.of(), "");
        Calls calls = hedged(1).guard(Calls.V1, guard);
        for (int i = 0; i < 10; i++) {
            CallPlan call = calls.call(GET);
            first(call);
            call.finish(call.hedge().orElseThrow(), OK, true);
        }
        assertThat(calls.call(GET).next()).isInstanceOf(Attempt.class);
    }

    @Test
    void neverHasTooManyUnderWayNorTwoOnOneEndpoint() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int most = 1 + random.nextInt(3);
            Calls calls = hedged(most);
            for (int i = 0; i < 20; i++) {
                carryOut(calls, calls.call(random.nextBoolean() ? GET : GRPC), most, random);
                assertThat(inFlight(calls)).as("seed %d", seed).isZero();
            }
        }
    }

    /** Any order of hedges and ends that an adapter could come up with. */
    private static void carryOut(Calls calls, CallPlan call, int most, Random random) {
        List<Attempt> underWay = new ArrayList<>();
        Then then = new Then.Retry(Duration.ZERO);
        int hedges = 0;
        while (then instanceof Then.Retry || then instanceof Then.Await) {
            if (underWay.isEmpty()) {
                if (!(call.next() instanceof Attempt attempt)) {
                    return;
                }
                underWay.add(attempt);
            } else if (random.nextBoolean() || then.equals(new Then.Await(true))) {
                Optional<Attempt> hedge = call.hedge();
                hedge.ifPresent(underWay::add);
                hedges += hedge.isPresent() ? 1 : 0;
                then = new Then.Await(false);
            } else if (random.nextInt(10) == 0) {
                call.abandon();
                return;
            } else {
                then = call.finish(
                        underWay.remove(random.nextInt(underWay.size())), outcome(random), random.nextBoolean());
            }
            assertThat(hedges).isLessThanOrEqualTo(most);
            assertThat(underWay)
                    .extracting(attempt -> attempt.endpoint().address())
                    .doesNotHaveDuplicates();
            if (then instanceof Then.Await) {
                assertThat(inFlight(calls)).isEqualTo(underWay.size()).isLessThanOrEqualTo(1 + most);
            }
        }
    }

    private static Outcome outcome(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> OK;
            case 1 -> Outcome.ofHttp(503);
            case 2 -> Outcome.ofGrpc(GrpcCode.UNAVAILABLE);
            case 3 -> Outcome.of(Kind.TIMEOUT);
            default -> Outcome.of(Kind.values()[random.nextInt(Kind.values().length)]);
        };
    }
}
