package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Guard;
import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import io.weft.model.ResponseFlag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What bounds hedges: the retry budget, the endpoints, the time; and what they teach. */
class HedgeLimitsTest extends HedgeBed {

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
}
