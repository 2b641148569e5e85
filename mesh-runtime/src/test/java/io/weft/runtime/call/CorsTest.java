package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cors;
import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.ResponseFlag;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import io.weft.runtime.match.SentHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls from pages of other origins, as Envoy's CORS filter treats them. */
class CorsTest {

    private static final String OK = "http://ok.example";
    private static final String BAD = "http://bad.example";
    private static final Cors POLICY = cors(new StringMatch.Exact(OK, false), "GET,POST", true);
    private static final HeaderEdits MARKED = new HeaderEdits(List.of(), List.of(new HeaderEdit.Add("x-rule", "yes")));

    private static Cors cors(StringMatch origin, String methods, boolean forward) {
        return new Cors(List.of(origin), methods, "x-b", "x-a", "3600", true, forward);
    }

    private static Calls calls(RouteAction action, Fault fault, Cors cors) {
        return new Calls().route(new Route("r", RouteMatch.ANY, action, MARKED, fault, Optional.of(cors), ""));
    }

    private static Calls calls(Cors cors) {
        return calls(Calls.to(Calls.V1), Fault.NONE, cors);
    }

    private static SentHead preflight(String origin) {
        SentHead head = SentHead.get("reviews:9080/", "origin", origin, "access-control-request-method", "PUT");
        return new SentHead("OPTIONS", head.authority(), head.path(), head.headers(), false);
    }

    private static SentHead get(String origin) {
        return SentHead.get("reviews:9080/", "origin", origin);
    }

    @Test
    void answersThePreflightOfAnAllowedOrigin() {
        Answer answer = calls(POLICY).answer(preflight(OK));
        assertThat(answer.httpStatus()).isEqualTo(200);
        assertThat(answer.details()).isEqualTo("cors_response");
        assertThat(answer.flags()).isEmpty();
        assertThat(answer.body()).isEmpty();
        assertThat(answer.report().record().cluster()).isEqualTo(Calls.V1);
        assertThat(answer.headers())
                .as("the rule's own edits are not for it")
                .containsExactly(
                        new Header("access-control-allow-origin", OK),
                        new Header("access-control-allow-credentials", "true"),
                        new Header("access-control-allow-methods", "GET,POST"),
                        new Header("access-control-allow-headers", "x-b"),
                        new Header("access-control-max-age", "3600"),
                        new Header("access-control-expose-headers", "x-a"));
    }

    @Test
    void answersAPreflightAlsoWhereTheClusterIsMissing() {
        Answer answer = calls(Calls.to("nowhere"), Fault.NONE, POLICY).answer(preflight(OK));
        assertThat(answer.httpStatus()).isEqualTo(200);
        assertThat(answer.report().record().cluster()).isEmpty();
    }

    @Test
    void sendsTheUpstreamWhatIsNoPreflight() {
        assertThat(calls(POLICY).plan(preflight(""))).isInstanceOf(CallPlan.class);
        assertThat(calls(POLICY).plan(get(OK))).isInstanceOf(CallPlan.class);
        SentHead bare = new SentHead("OPTIONS", "reviews:9080", "/", get(OK).headers(), false);
        assertThat(calls(POLICY).plan(bare)).isInstanceOf(CallPlan.class);
    }

    @Test
    void forwardsThePreflightOfAnotherOriginOrAnswersItWithoutNamingTheOrigin() {
        assertThat(calls(POLICY).plan(preflight(BAD))).isInstanceOf(CallPlan.class);
        Cors ignoring = cors(new StringMatch.Exact(OK, false), "GET,POST", false);
        assertThat(calls(ignoring).answer(preflight(BAD)).headers())
                .extracting(Header::name)
                .doesNotContain("access-control-allow-origin", "access-control-expose-headers");
    }

    @Test
    void repeatsWhatWasAskedForWhereAllIsAllowed() {
        Cors any = cors(new StringMatch.Prefix("http://", false), "*", true);
        assertThat(calls(any).answer(preflight(OK)).headers())
                .contains(new Header("access-control-allow-methods", "PUT"));
    }

    @Test
    void marksTheAnswerToACallFromAnAllowedOriginBehindTheRulesEdits() {
        CallPlan call = calls(POLICY).call(get(OK));
        Calls.attempt(call, 200);
        assertThat(call.responseEdits())
                .containsExactly(
                        new HeaderEdit.Add("x-rule", "yes"),
                        new HeaderEdit.Set("access-control-allow-origin", OK),
                        new HeaderEdit.Set("access-control-allow-credentials", "true"),
                        new HeaderEdit.Set("access-control-expose-headers", "x-a"));
    }

    @Test
    void leavesOtherCallsAlone() {
        for (SentHead head : List.of(get(BAD), SentHead.get("reviews:9080/"))) {
            CallPlan call = calls(POLICY).call(head);
            Calls.attempt(call, 200);
            assertThat(call.responseEdits()).containsExactly(new HeaderEdit.Add("x-rule", "yes"));
        }
    }

    @Test
    void takesEveryOriginByAConditionThatTakesAStar() {
        for (StringMatch any : List.of(new StringMatch.Exact("*", false), new StringMatch.Regex(".*"))) {
            assertThat(calls(cors(any, "GET", true)).answer(preflight(BAD)).headers())
                    .contains(new Header("access-control-allow-origin", BAD));
        }
    }

    @Test
    void marksTheMeshsOwnAnswersToo() {
        Answer answer = calls(Calls.to("nowhere"), Fault.NONE, POLICY).answer(get(OK));
        assertThat(answer.flags()).containsExactly(ResponseFlag.NC);
        assertThat(answer.headers()).contains(new Header("access-control-allow-origin", OK));
    }

    @Test
    void comesAfterFaults() {
        Fault.Abort abort = new Fault.Abort(Optional.of(555), Optional.empty(), 1_000_000);
        Answer aborted = calls(Calls.to(Calls.V1), new Fault(Optional.empty(), Optional.of(abort)), POLICY)
                .answer(preflight(OK));
        assertThat(aborted.httpStatus()).isEqualTo(555);
        assertThat(aborted.headers()).containsExactly(new Header("x-rule", "yes"));
        Fault.Delay delay = new Fault.Delay(Duration.ofSeconds(1), 1_000_000);
        Answer delayed = calls(Calls.to(Calls.V1), new Fault(Optional.of(delay), Optional.empty()), POLICY)
                .answer(preflight(OK));
        assertThat(delayed.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(delayed.flags()).containsExactly(ResponseFlag.DI);
    }

    @Test
    void hasNoSayWhereARouteAnswersByItself() {
        Answer answer =
                calls(new RouteAction.Respond(204, ""), Fault.NONE, POLICY).answer(preflight(OK));
        assertThat(answer.httpStatus()).isEqualTo(204);
        assertThat(answer.headers()).containsExactly(new Header("x-rule", "yes"));
    }
}
