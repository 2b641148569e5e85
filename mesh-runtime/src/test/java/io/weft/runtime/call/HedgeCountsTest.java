package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import io.weft.runtime.guard.HedgingView;
import org.junit.jupiter.api.Test;

/** What is told of hedges afterwards. */
class HedgeCountsTest extends HedgeBed {

    private static HedgingView counts(long launched, long won, long overBudget, long noEndpoint) {
        return new HedgingView(Calls.V1, launched, won, overBudget, noEndpoint, "guard.yaml:1");
    }

    @Test
    void countsThoseLaunchedAndThoseThatWon() {
        Calls calls = hedged(2);
        CallPlan lost = calls.call(GET);
        Attempt slow = first(lost);
        lost.hedge();
        lost.finish(slow, OK, true);
        assertThat(calls.hedging()).isEqualTo(counts(1, 0, 0, 0));

        CallPlan won = calls.call(GET);
        first(won);
        won.hedge();
        won.finish(won.hedge().orElseThrow(), OK, true);

        assertThat(calls.hedging()).isEqualTo(counts(3, 1, 0, 0));
    }

    @Test
    void countsAnAnswerThatBegunToReachTheCallerOnce() {
        Calls calls = hedged(1);
        CallPlan call = calls.call(GRPC);
        first(call);
        Attempt hedge = call.hedge().orElseThrow();
        call.begun(hedge);
        call.finish(hedge, Outcome.ofGrpc(0), false);

        assertThat(calls.hedging()).isEqualTo(counts(1, 1, 0, 0));
    }

    @Test
    void noneWinsWhoseFailureIsTheCallsEnd() {
        Calls calls = hedged(1);
        CallPlan call = calls.call(GET);
        Attempt slow = first(call);
        Attempt hedge = call.hedge().orElseThrow();
        call.finish(slow, Outcome.of(Kind.RESET), true);
        call.finish(hedge, Outcome.ofHttp(500), true);

        assertThat(calls.hedging()).isEqualTo(counts(1, 0, 0, 0));
    }

    @Test
    void countsThoseThatTheBudgetHadNoPlaceFor() {
        Calls calls = hedged(1);
        for (int i = 0; i < 5; i++) {
            CallPlan call = calls.call(GET);
            first(call);
            call.hedge();
            call.hedge();
        }

        assertThat(calls.hedging()).isEqualTo(counts(3, 0, 2, 0));
    }

    @Test
    void countsThoseThatFoundNoEndpoint() {
        Calls calls = hedged(5).cluster(Calls.V1, "10.0.0.1").guard(Calls.V1, hedging(5));
        CallPlan call = calls.call(GET);
        first(call);
        call.hedge();
        call.hedge();

        assertThat(calls.hedging()).isEqualTo(counts(0, 0, 0, 1));
    }
}
