package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.Outcome;
import io.weft.model.Route;
import io.weft.model.RouteMatch;
import io.weft.runtime.match.SentHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a request asks for itself by Envoy's headers, and who is heard; and what a route's calls are counted under. */
class AskedLimitsTest {

    private final Calls calls = new Calls();

    @Test
    void doesNotHearWhatTheWorkBroughtAlongFromItsCaller() {
        calls.route(Calls.to(Calls.V1, Optional.of(Duration.ofSeconds(3)), Calls.retry(0)));
        TraceContext work = new TraceContext(List.of(new Header("x-envoy-upstream-rq-timeout-ms", "10")));

        try (TraceContext.Scope scope = work.open()) {
            CallPlan call = calls.call(SentHead.get("reviews:9080/"));
            assertThat(((Attempt) call.next()).timeoutNanos())
                    .hasValue(Duration.ofSeconds(3).toNanos());
            assertThat(call.outbound().headers()).endsWith(new HeaderEdit.Remove("x-envoy-upstream-rq-timeout-ms"));
        }
    }

    @Test
    void addsTheStatusCodesThatAreAskedFor() {
        calls.route(Calls.to(Calls.V1));
        CallPlan call = calls.call(SentHead.get(
                "reviews:9080/",
                "x-envoy-retry-on",
                "retriable-status-codes",
                "x-envoy-retriable-status-codes",
                "418, 409, nonsense"));
        assertThat(Calls.attempt(call, 418)).isInstanceOf(Then.Retry.class);

        CallPlan other = calls.call(SentHead.get("reviews:9080/", "x-envoy-retriable-status-codes", "418"));
        assertThat(Calls.attempt(other, 418)).isInstanceOf(Then.Deliver.class);
    }

    @Test
    void takesEveryHeaderThatAsksOffTheRequest() {
        calls.route(Calls.to(Calls.V1));
        for (String name : List.of(
                "x-envoy-upstream-rq-timeout-ms",
                "x-envoy-upstream-rq-per-try-timeout-ms",
                "x-envoy-max-retries",
                "x-envoy-retry-on",
                "x-envoy-retry-grpc-on",
                "x-envoy-retriable-status-codes",
                "x-envoy-retriable-header-names",
                "x-envoy-hedge-on-per-try-timeout",
                "x-envoy-upstream-rq-timeout-alt-response")) {
            CallPlan call = calls.call(SentHead.get("reviews:9080/", name, "1"));
            assertThat(call.outbound().headers()).contains(new HeaderEdit.Remove(name));
        }
    }

    @Test
    void tellsTheStatPrefixOfTheRoute() {
        calls.route(new Route(
                "r",
                RouteMatch.ANY,
                Calls.to(Calls.V1),
                HeaderEdits.NONE,
                Fault.NONE,
                Optional.empty(),
                "slow-readers",
                "x.yaml:1"));
        CallPlan call = calls.call(SentHead.get("reviews:9080/"));
        Calls.attempt(call, Outcome.ofHttp(200));
        assertThat(call.report().record().statPrefix()).isEqualTo("slow-readers");
    }
}
