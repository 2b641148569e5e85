package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.HeaderMatch;
import io.weft.model.PathMatch;
import io.weft.model.QueryParameterMatch;
import io.weft.model.RegexRewrite;
import io.weft.model.ResponseFlag;
import io.weft.model.RetryPolicy;
import io.weft.model.Rewrite;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.StringMatch;
import io.weft.model.WeightedCluster;
import io.weft.runtime.match.SentHead;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private final Calls calls = new Calls();

    private static RouteMatch path(PathMatch path) {
        return new RouteMatch(path, List.of(), List.of());
    }

    private static RouteMatch header(HeaderMatch match) {
        return new RouteMatch(new PathMatch.Prefix("/", false), List.of(match), List.of());
    }

    private static RouteAction.Forward rewriting(Rewrite rewrite) {
        return new RouteAction.Forward(
                List.of(new WeightedCluster(Calls.V1, 1, HeaderEdits.NONE)),
                Optional.empty(),
                RetryPolicy.NONE,
                rewrite);
    }

    @Test
    void passesThroughWhatTheMeshDoesNotKnow() {
        assertThat(calls.plan(SentHead.get("elsewhere:9080/"))).isInstanceOf(Plan.PassThrough.class);
        assertThat(calls.plan(SentHead.get("never-asked-for:9080/"))).isInstanceOf(Plan.PassThrough.class);
    }

    @Test
    void refusesAnUnregisteredHostWhereOnlyRegisteredOnesMayBeCalled() {
        assertThat(calls.answer(SentHead.get("forbidden:9080/")).httpStatus()).isEqualTo(502);
        assertThat(calls.answer(SentHead.grpc("forbidden:9080/a.B/C")).grpcStatus())
                .isEqualTo(14);
    }

    @Test
    void findsTheUpstreamByHostAndPortAimedAtWhateverTheCase() {
        assertThat(CallPlanner.upstreamOf(SentHead.get("Reviews/"))).isEqualTo("reviews:9080");
        assertThat(CallPlanner.upstreamOf(SentHead.get("reviews:80/"))).isEqualTo("reviews:9080");
        assertThat(CallPlanner.upstreamOf(SentHead.get("[::1]:9080/"))).isEqualTo("[::1]:9080");
        SentHead asIs = SentHead.get("reviews:9080/");
        assertThat(CallPlanner.upstreamOf(asIs)).isSameAs(asIs.authority());
    }

    @Test
    void answersNrWhenNoRouteMatches() {
        calls.route(path(new PathMatch.Exact("/only", false)), Calls.to(Calls.V1), Fault.NONE);
        Answer http = calls.answer(SentHead.get("reviews:9080/other"));
        assertThat(http.httpStatus()).isEqualTo(404);
        assertThat(http.flags()).containsExactly(ResponseFlag.NR);
        assertThat(http.details()).isEqualTo("route_not_found");
        assertThat(http.report().explain()).contains("reviews:9080").contains("no route matches (NR)");
        assertThat(calls.answer(SentHead.grpc("reviews:9080/a.B/C")).grpcStatus())
                .isEqualTo(12);
    }

    @Test
    void answersNcWhenTheClusterDoesNotExist() {
        calls.route(Calls.to("outbound|9080||nowhere.default.svc.cluster.local"));
        Answer answer = calls.answer(SentHead.get("reviews:9080/"));
        assertThat(answer.httpStatus()).isEqualTo(503);
        assertThat(answer.flags()).containsExactly(ResponseFlag.NC);
    }

    @Test
    void answersUhWhenThereIsNoEndpoint() {
        calls.cluster(Calls.V1).route(Calls.to(Calls.V1));
        Answer answer = (Answer) calls.call(SentHead.get("reviews:9080/")).next();
        assertThat(answer.httpStatus()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("no healthy upstream");
        assertThat(answer.flags()).containsExactly(ResponseFlag.UH);
    }

    @Test
    void matchesAnInvertedHeaderOnlyIfThereIsOneUnlessAbsenceCountsAsEmpty() {
        StringMatch jason = new StringMatch.Exact("jason", false);
        calls.route(header(new HeaderMatch("a", jason, true, false)), Calls.to(Calls.V1), Fault.NONE);
        assertThat(calls.plan(SentHead.get("reviews:9080/"))).isInstanceOf(Answer.class);
        assertThat(calls.plan(SentHead.get("reviews:9080/", "a", "jim"))).isInstanceOf(CallPlan.class);
        calls.route(header(new HeaderMatch("b", jason, true, true)), Calls.to(Calls.V1), Fault.NONE);
        assertThat(calls.plan(SentHead.get("reviews:9080/"))).isInstanceOf(CallPlan.class);
        assertThat(calls.plan(SentHead.get("reviews:9080/", "b", "jason"))).isInstanceOf(Answer.class);
    }

    @Test
    void matchesAHeaderThatComesTwiceIfOneOfThemDoes() {
        StringMatch jason = new StringMatch.Exact("jason", false);
        calls.route(header(new HeaderMatch("end-user", jason, false, false)), Calls.to(Calls.V1), Fault.NONE);
        assertThat(calls.plan(SentHead.get("reviews:9080/", "end-user", "x", "end-user", "jason")))
                .isInstanceOf(CallPlan.class);
        assertThat(calls.plan(SentHead.get("reviews:9080/", "end-user", "x,jason")))
                .isInstanceOf(Answer.class);
    }

    @Test
    void comparesTheFirstQueryParameterOfANameAsItWasSent() {
        var query = new QueryParameterMatch("q", new StringMatch.Exact("1", false));
        calls.route(
                new RouteMatch(new PathMatch.Prefix("/", false), List.of(), List.of(query)),
                Calls.to(Calls.V1),
                Fault.NONE);
        assertThat(calls.plan(SentHead.get("reviews:9080/?x&q=1"))).isInstanceOf(CallPlan.class);
        assertThat(calls.plan(SentHead.get("reviews:9080/?q=2&q=1"))).isInstanceOf(Answer.class);
        assertThat(calls.plan(SentHead.get("reviews:9080/?q=%31"))).isInstanceOf(Answer.class);
        assertThat(calls.plan(SentHead.get("reviews:9080/?qq=1"))).isInstanceOf(Answer.class);
    }

    @Test
    void rewritesPrefixPathAndAuthorityAndKeepsTheQuery() {
        Rewrite prefix = new Rewrite(Optional.of("/new"), Optional.empty(), Optional.of("other:1"));
        calls.route(path(new PathMatch.Prefix("/old", false)), rewriting(prefix), Fault.NONE);
        OutboundHead outbound =
                calls.call(SentHead.get("reviews:9080/old/x?q=/old")).outbound();
        assertThat(outbound.path()).isEqualTo("/new/x?q=/old");
        assertThat(outbound.authority()).isEqualTo("other:1");
        assertThat(outbound.headers())
                .contains(
                        new HeaderEdit.Set("x-envoy-original-path", "/old/x?q=/old"),
                        new HeaderEdit.Set("x-envoy-original-host", "reviews:9080"));
    }

    @Test
    void rewritesByRegexEveryPlaceThatMatches() {
        RegexRewrite regex = new RegexRewrite("/(v)([0-9])", "/\\2-\\1\\\\");
        calls.route(rewriting(new Rewrite(Optional.empty(), Optional.of(regex), Optional.empty())));
        assertThat(calls.call(SentHead.get("reviews:9080/v1/v2?/v3")).outbound().path())
                .isEqualTo("/1-v\\/2-v\\?/v3");
    }

    @Test
    void redirectsAsEnvoyDoes() {
        assertThat(location(redirect(Optional.of("https"), Optional.empty(), 0, "/new"), "reviews:80/old?q=1"))
                .isEqualTo("https://reviews/new?q=1");
        assertThat(location(redirect(Optional.empty(), Optional.empty(), 8443, "/"), "reviews:9080/old"))
                .isEqualTo("http://reviews:8443/");
        assertThat(location(redirect(Optional.empty(), Optional.of("other:1"), 2, "/n?x"), "reviews:9080/?q"))
                .isEqualTo("http://other:1:2/n?x");
        assertThat(location(redirect(Optional.empty(), Optional.empty(), 0, "new"), "reviews:9080/old"))
                .isEqualTo("http://reviews:9080/new");
    }

    private static RouteAction.Redirect redirect(
            Optional<String> scheme, Optional<String> host, int port, String path) {
        return new RouteAction.Redirect(
                302, scheme, host, port, Optional.of(path), Optional.empty(), Optional.empty(), false);
    }

    private static String location(RouteAction.Redirect redirect, String url) {
        Answer answer = new Calls().route(redirect).answer(SentHead.get(url));
        assertThat(answer.httpStatus()).isEqualTo(302);
        assertThat(answer.headers()).hasSize(1);
        return answer.headers().get(0).value();
    }

    @Test
    void choosesClustersByWeightWithinThreeSigma() {
        calls.route(new RouteAction.Forward(
                List.of(
                        new WeightedCluster(Calls.V1, 80, HeaderEdits.NONE),
                        new WeightedCluster("never", 0, HeaderEdits.NONE),
                        new WeightedCluster(Calls.V2, 20, HeaderEdits.NONE)),
                Optional.empty(),
                RetryPolicy.NONE,
                Rewrite.NONE));
        int count = 10_000;
        int first = 0;
        for (int i = 0; i < count; i++) {
            Attempt attempt =
                    (Attempt) calls.call(SentHead.get("reviews:9080/")).next();
            first += attempt.cluster().name().equals(Calls.V1) ? 1 : 0;
        }
        double sigma = Math.sqrt(count * 0.8 * 0.2);
        assertThat(first).isBetween((int) (8_000 - 3 * sigma), (int) (8_000 + 3 * sigma));
    }
}
