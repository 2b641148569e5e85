package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Fault;
import io.weft.model.ResponseFlag;
import io.weft.model.RouteMatch;
import io.weft.runtime.match.SentHead;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultTest {

    private static final SentHead GET = SentHead.get("reviews:9080/");
    private static final SentHead GRPC = SentHead.grpc("reviews:9080/a.B/C");
    private static final int ALWAYS = 1_000_000;

    private static Optional<Fault.Delay> delay(int perMillion) {
        return Optional.of(new Fault.Delay(Duration.ofSeconds(7), perMillion));
    }

    private static Optional<Fault.Abort> abort(int httpStatus, int perMillion) {
        return Optional.of(new Fault.Abort(Optional.of(httpStatus), Optional.empty(), perMillion));
    }

    private static Calls calls(Optional<Fault.Delay> delay, Optional<Fault.Abort> abort) {
        return new Calls().route(RouteMatch.ANY, Calls.to(Calls.V1), new Fault(delay, abort));
    }

    @Test
    void abortsWithTheRulesStatus() {
        Calls calls = calls(Optional.empty(), abort(555, ALWAYS));
        Answer answer = calls.answer(GET);
        assertThat(answer.httpStatus()).isEqualTo(555);
        assertThat(answer.body()).isEqualTo("fault filter abort");
        assertThat(answer.flags()).containsExactly(ResponseFlag.FI);
        assertThat(answer.details()).isEqualTo("fault_filter_abort");
        assertThat(answer.report().record().cluster()).isEqualTo(Calls.V1);
        assertThat(calls.answer(GRPC).grpcStatus()).isEqualTo(2);
    }

    @Test
    void abortsWithAGrpcCodeAsItIs() {
        var abort = Optional.of(new Fault.Abort(Optional.empty(), Optional.of(7), ALWAYS));
        assertThat(calls(Optional.empty(), abort).answer(GRPC).grpcStatus()).isEqualTo(7);
        assertThat(calls(Optional.empty(), abort).answer(GET).httpStatus()).isEqualTo(200);
    }

    @Test
    void delaysACallAndFlagsIt() {
        CallPlan call = calls(delay(ALWAYS), Optional.empty()).call(GET);
        assertThat(call.delay()).isEqualTo(Duration.ofSeconds(7));
        Calls.attempt(call, 200);
        assertThat(call.report().record().flags()).containsExactly(ResponseFlag.DI);
    }

    @Test
    void delaysBeforeItAborts() {
        Answer answer = calls(delay(ALWAYS), abort(503, ALWAYS)).answer(GET);
        assertThat(answer.delay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(answer.flags()).containsExactlyInAnyOrder(ResponseFlag.DI, ResponseFlag.FI);
    }

    @Test
    void drawsDelayAndAbortIndependentlyWithinThreeSigma() {
        Calls calls = calls(delay(ALWAYS / 4), abort(503, ALWAYS / 2));
        int count = 10_000;
        int aborted = 0;
        int both = 0;
        for (int i = 0; i < count; i++) {
            if (calls.plan(GET) instanceof Answer answer) {
                aborted++;
                both += answer.delay().isZero() ? 0 : 1;
            }
        }
        assertThat(aborted).isBetween(4_850, 5_150);
        assertThat(both).isBetween(1_150, 1_350);
    }

    @Test
    void neverFailsACallWithoutAShare() {
        Calls calls = calls(delay(0), abort(503, 0));
        assertThat(calls.call(GET).delay()).isZero();
    }
}
