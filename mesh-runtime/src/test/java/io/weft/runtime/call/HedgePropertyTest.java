package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Outcome;
import io.weft.model.Outcome.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hedges in any order in which an adapter could ask for them and end them. */
class HedgePropertyTest extends HedgeBed {

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
