package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.HashPolicy;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import io.weft.model.RetryPolicy;
import io.weft.model.Rewrite;
import io.weft.model.RouteAction;
import io.weft.model.WeightedCluster;
import io.weft.runtime.match.SentHead;
import io.weft.runtime.upstream.XxHash64;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What of a request decides where it goes. */
class HashedCallsTest {

    private static final HashPolicy BY_USER = new HashPolicy.Header("x-user");
    private static final HashPolicy BY_SESSION =
            new HashPolicy.Cookie("sid", Optional.of(Duration.ofMinutes(1)), "/p", Map.of("SameSite", "Strict"));
    private static final RetryPolicy SAME_HOST = new RetryPolicy(
            Calls.retry(2, "5xx").retryOn(),
            List.of(),
            2,
            Optional.empty(),
            Duration.ofMillis(25),
            Duration.ofMillis(250),
            false);

    private final Calls calls = new Calls()
            .cluster(
                    Calls.V1,
                    new LoadBalancing.Maglev(65_537, 0),
                    "10.0.0.0",
                    "10.0.0.1",
                    "10.0.0.2",
                    "10.0.0.3",
                    "10.0.0.4");

    /** Recorded from an Envoy 1.40.0 with these endpoints. */
    @Test
    void goesByAHeaderWhereEnvoySendsIt() {
        route(RetryPolicy.NONE, BY_USER);
        StringBuilder places = new StringBuilder();
        for (int key = 0; key < 12; key++) {
            places.append(last(SentHead.get("reviews:9080/", "x-user", "user-" + key)));
        }
        assertThat(places).hasToString("200441230432");
    }

    /** Recorded as well. */
    @Test
    void mixesTwoPoliciesAsEnvoyDoes() {
        route(RetryPolicy.NONE, BY_USER, new HashPolicy.QueryParameter("q"));
        StringBuilder places = new StringBuilder();
        for (int key = 0; key < 12; key++) {
            places.append(last(SentHead.get("reviews:9080/?q=7", "x-user", "user-" + key)));
        }
        assertThat(places).hasToString("201313324211");
    }

    @Test
    void goesByMetadataOfAGrpcCall() {
        route(RetryPolicy.NONE, BY_USER);
        assertThat(last(SentHead.grpc("reviews:9080/a.B/C", "x-user", "user-3")))
                .isEqualTo(last(SentHead.get("reviews:9080/", "x-user", "user-3")));
    }

    @Test
    void goesByAQueryParameter() {
        assertThat(hashOf(new HashPolicy.QueryParameter("user"), SentHead.get("reviews:9080/?a=1&user=user-3")))
                .isEqualTo(XxHash64.hash("user-3"));
    }

    @Test
    void goesByACookieWithAndWithoutQuotes() {
        route(RetryPolicy.NONE, BY_SESSION);
        assertThat(hashOf(BY_SESSION, SentHead.get("reviews:9080/", "cookie", "a=1; sid=xyz; b=2")))
                .isEqualTo(XxHash64.hash("xyz"))
                .isEqualTo(hashOf(BY_SESSION, SentHead.get("reviews:9080/", "cookie", "a=1", "cookie", "sid=\"xyz\"")));
        assertThat(calls.call(SentHead.get("reviews:9080/", "cookie", "sid=xyz"))
                        .responseEdits())
                .isEmpty();
    }

    @Test
    void issuesACookieThatLeadsBackToTheSameEndpoint() {
        route(RetryPolicy.NONE, BY_SESSION);
        CallPlan first = calls.call(SentHead.get("reviews:9080/", "cookie", "other=1"));
        String host = attempt(first);
        HeaderEdit.Add issued = (HeaderEdit.Add) first.responseEdits().get(0);
        assertThat(issued.name()).isEqualTo("set-cookie");
        assertThat(issued.value()).matches("sid=\"[0-9a-f]{16}\"; Max-Age=60; Path=/p; SameSite=Strict; HttpOnly");
        String cookie = issued.value().substring(0, issued.value().indexOf(';'));
        assertThat(attempt(calls.call(SentHead.get("reviews:9080/", "cookie", cookie))))
                .isEqualTo(host);
    }

    @Test
    void issuesSessionCookiesForATtlOfZeroAndNoneWithoutTtl() {
        route(RetryPolicy.NONE, new HashPolicy.Cookie("sid", Optional.of(Duration.ZERO), "", flags()));
        assertThat(((HeaderEdit.Add) calls.call(SentHead.get("reviews:9080/"))
                                .responseEdits()
                                .get(0))
                        .value())
                .matches("sid=\"[0-9a-f]{16}\"; Secure; HttpOnly");
        Calls other = new Calls().cluster(Calls.V1, new LoadBalancing.Maglev(101, 0), "10.0.0.1");
        other.route(to(RetryPolicy.NONE, new HashPolicy.Cookie("sid", Optional.empty(), "", Map.of())));
        assertThat(other.call(SentHead.get("reviews:9080/")).responseEdits()).isEmpty();
    }

    private static Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("Secure", "");
        return flags;
    }

    @Test
    void goesByTheAddressOfWhoeverCalledThisProcess() {
        route(RetryPolicy.NONE, new HashPolicy.SourceIp());
        try (TraceContext.Scope scope =
                new TraceContext(List.of()).from("192.0.2.7").open()) {
            String host = attempt(calls.call(SentHead.get("reviews:9080/")));
            for (int i = 0; i < 20; i++) {
                assertThat(attempt(calls.call(SentHead.get("reviews:9080/")))).isEqualTo(host);
            }
        }
        assertThat(hosts(SentHead.get("reviews:9080/"), 60)).hasSizeGreaterThan(2);
    }

    @Test
    void goesAnywhereWithoutAKey() {
        route(RetryPolicy.NONE, BY_USER);
        assertThat(hosts(SentHead.get("reviews:9080/"), 60)).hasSizeGreaterThan(2);
    }

    @Test
    void asksNothingOfARequestWhereTheClusterDoesNotHash() {
        Calls turns = new Calls().route(to(RetryPolicy.NONE, BY_SESSION));
        assertThat(turns.call(SentHead.get("reviews:9080/")).responseEdits()).isEmpty();
    }

    @Test
    void retriesOnTheSameEndpointUnlessPreviousOnesAreAvoided() {
        route(SAME_HOST, BY_USER);
        CallPlan call = calls.call(SentHead.get("reviews:9080/", "x-user", "user-1"));
        assertThat(List.of(attempt(call), attempt(call), attempt(call))).containsOnly("10.0.0.0");
        Calls other = new Calls().cluster(Calls.V1, new LoadBalancing.Maglev(101, 0), "10.0.0.1", "10.0.0.2");
        other.route(to(Calls.retry(1, "5xx"), BY_USER));
        CallPlan avoiding = other.call(SentHead.get("reviews:9080/", "x-user", "user-1"));
        assertThat(attempt(avoiding)).isNotEqualTo(attempt(avoiding));
    }

    private void route(RetryPolicy retry, HashPolicy... policies) {
        calls.route(to(retry, policies));
    }

    private static RouteAction.Forward to(RetryPolicy retry, HashPolicy... policies) {
        return new RouteAction.Forward(
                List.of(new WeightedCluster(Calls.V1, 1, HeaderEdits.NONE)),
                Optional.empty(),
                retry,
                Rewrite.NONE,
                List.of(policies),
                List.of());
    }

    private static long hashOf(HashPolicy policy, SentHead head) {
        CallHead call = new CallHead(head, head.path(), List.of(), "");
        return new Hashing(List.of(policy)).of(call, new Random(1)).hash().orElseThrow();
    }

    private List<String> hosts(SentHead head, int times) {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            hosts.add(attempt(calls.call(head)));
        }
        return hosts.stream().distinct().toList();
    }

    private String last(SentHead head) {
        String host = attempt(calls.call(head));
        return host.substring(host.length() - 1);
    }

    /** Where the next attempt goes; it fails. */
    private static String attempt(CallPlan call) {
        Attempt attempt = (Attempt) call.next();
        call.finish(attempt, Outcome.ofHttp(500), true);
        return attempt.endpoint().address().host();
    }
}
