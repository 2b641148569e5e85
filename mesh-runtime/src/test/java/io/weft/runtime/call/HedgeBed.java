package io.weft.runtime.call;

import io.weft.model.Guard;
import io.weft.model.Outcome;
import io.weft.runtime.match.SentHead;
import io.weft.runtime.upstream.EndpointView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Calls to three endpoints, behind a guard that hedges. */
abstract class HedgeBed {

    static final SentHead GET = SentHead.get("reviews:9080/");
    static final SentHead GRPC = SentHead.grpc("reviews:9080/a.B/C");
    static final Duration DELAY = Duration.ofMillis(50);
    static final Outcome OK = Outcome.ofHttp(200);

    static Guard hedging(int attempts) {
        return new Guard(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Guard.Hedging(DELAY, attempts)),
                List.of(),
                "guard.yaml:1");
    }

    /** Three endpoints, and a rule that tries again on a status of 503. */
    static Calls hedged(int attempts) {
        return new Calls()
                .cluster(Calls.V1, "10.0.0.1", "10.0.0.2", "10.0.0.3")
                .guard(Calls.V1, hedging(attempts))
                .route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(1, "gateway-error")));
    }

    static Attempt first(CallPlan call) {
        return (Attempt) call.next();
    }

    static int inFlight(Calls calls) {
        return calls.upstreams.views().stream()
                .flatMap(view -> view.endpoints().stream())
                .mapToInt(EndpointView::inFlight)
                .sum();
    }
}
