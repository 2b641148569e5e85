package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A server's {@code grpc-retry-pushback-ms} (gRFC A6): when the next attempt is made, and whether. */
class PushbackTest extends HedgeBed {

    private static Outcome unavailable(int pushbackMillis) {
        return new Outcome(Kind.ANSWERED, 200, GrpcCode.UNAVAILABLE, false, OptionalInt.of(pushbackMillis));
    }

    private static CallPlan retrying(int times) {
        return new Calls()
                .route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(times, "unavailable")))
                .call(GRPC);
    }

    @Test
    void aRetryWaitsAsLongAsTheServerWants() {
        CallPlan call = retrying(3);
        assertThat(Calls.attempt(call, unavailable(4_000))).isEqualTo(new Then.Retry(Duration.ofSeconds(4)));
        assertThat(Calls.attempt(call, unavailable(0))).isEqualTo(new Then.Retry(Duration.ZERO));

        Then.Retry last = (Then.Retry) Calls.attempt(call, Outcome.ofGrpc(GrpcCode.UNAVAILABLE));
        assertThat(last.after()).isLessThan(Duration.ofMillis(25));
    }

    @Test
    void noRetryWaitsBeyondTheDeadline() {
        Calls calls = new Calls().route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(1, "unavailable")));
        CallPlan call = (CallPlan) calls.planBy(GRPC, Duration.ofSeconds(1));

        assertThat(Calls.attempt(call, unavailable(4_000))).isEqualTo(new Then.Retry(Duration.ofSeconds(1)));
    }

    @Test
    void thereIsNoRetryIfTheServerWantsNone() {
        CallPlan call = retrying(3);

        assertThat(Calls.attempt(call, unavailable(-1))).isInstanceOf(Then.Deliver.class);

        assertThat(call.report().record().flags()).isEmpty();
    }

    @Test
    void whatTheRuleDoesNotTryAgainIsNotTriedForTheServersSake() {
        CallPlan call = new Calls()
                .route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(3, "internal")))
                .call(GRPC);

        assertThat(Calls.attempt(call, unavailable(0))).isInstanceOf(Then.Deliver.class);
    }

    @Test
    void theNextHedgeWaitsAsLongAsTheServerWants() {
        Calls calls = hedged(2);
        CallPlan call = calls.call(GRPC);
        first(call);
        Attempt refused = call.hedge().orElseThrow();

        assertThat(call.finish(refused, unavailable(400), true)).isEqualTo(new Then.Await(true));

        assertThat(call.hedge()).isEmpty();
        calls.clock.advance(Duration.ofMillis(100));
        assertThat(call.hedgeAfter()).contains(Duration.ofMillis(300));
        assertThat(call.hedge()).isEmpty();
        calls.clock.advance(Duration.ofMillis(300));
        assertThat(call.hedge()).isPresent();
    }

    @Test
    void theHedgeAfterThatHasTheRulesDelay() {
        Calls calls = hedged(3).cluster(Calls.V1, "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4");
        CallPlan call = calls.guard(Calls.V1, hedging(3)).call(GRPC);
        first(call);
        call.finish(call.hedge().orElseThrow(), unavailable(400), true);
        calls.clock.advance(Duration.ofMillis(400));

        assertThat(call.hedge()).isPresent();

        assertThat(call.hedgeAfter()).contains(DELAY);
    }

    @Test
    void thereAreNoMoreAttemptsIfOneServerWantsNone() {
        Calls calls = hedged(2).route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(3, "unavailable")));
        CallPlan call = calls.call(GRPC);
        Attempt slow = first(call);
        Attempt refused = call.hedge().orElseThrow();

        assertThat(call.finish(refused, unavailable(-1), true)).isEqualTo(new Then.Await(false));
        assertThat(call.hedgeAfter()).isEmpty();
        assertThat(call.hedge()).isEmpty();

        assertThat(call.finish(slow, Outcome.ofGrpc(GrpcCode.UNAVAILABLE), true))
                .isInstanceOf(Then.Deliver.class);
    }

    /** As gRFC A6 counts it, whatever the rule says to its code. */
    @Test
    void aServerThatWantsNoneCountsAsFailureForRetryThrottling() {
        Calls calls = new Calls().route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(1, "internal")));
        for (int i = 0; i < 100; i++) {
            Calls.attempt(calls.call(GRPC), unavailable(-1));
        }

        assertThat(Calls.attempt(calls.call(GRPC), Outcome.ofGrpc(GrpcCode.INTERNAL)))
                .isInstanceOf(Then.Deliver.class);
    }
}
