package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster.ClusterWeight;
import org.junit.jupiter.api.Test;

/** Where a route forwards to, and how. */
class ForwardTest {

    private static final String REVIEWS = "|reviews.default.svc.cluster.local";

    @Test
    void ignoresTheWeightOfAnOnlyDestination() {
        assertThat(action("route: [{destination: {host: reviews, subset: v1}, weight: 20}]")
                        .getCluster())
                .isEqualTo("outbound|9080|v1" + REVIEWS);
    }

    @Test
    void sharesByWeightAndLeavesOutDestinationsOfWeightZero() {
        assertThat(action("""
                                route:
                                - {destination: {host: reviews, subset: v1}, weight: 75}
                                - {destination: {host: reviews, subset: v2}, weight: 25}
                                - {destination: {host: reviews, subset: v3}, weight: 0}
                                """).getWeightedClusters().getClustersList())
                .extracting(
                        ClusterWeight::getName, cluster -> cluster.getWeight().getValue())
                .containsExactly(tuple("outbound|9080|v1" + REVIEWS, 75), tuple("outbound|9080|v2" + REVIEWS, 25));
    }

    @Test
    void takesThePortThatIsWritten() {
        assertThat(action("route: [{destination: {host: ratings, port: {number: 9080}}}]")
                        .getCluster())
                .isEqualTo("outbound|9080||ratings.default.svc.cluster.local");
    }

    @Test
    void takesTheOnlyPortOfADestination() {
        String other = """
                apiVersion: v1
                kind: Service
                metadata: {name: old}
                spec: {selector: {app: old}, ports: [{name: http, port: 80}]}
                """;
        Given given = Given.yaml(
                Given.WORLD, other, Given.virtualService("reviews", "- route: [{destination: {host: old}}]\n"));
        assertThat(given.route().getRoute().getCluster()).isEqualTo("outbound|80||old.default.svc.cluster.local");
    }

    @Test
    void hasNoTimeoutUnlessOneIsWritten() {
        RouteAction none = action("route: [{destination: {host: reviews}}]");
        assertThat(none.hasTimeout()).isTrue();
        assertThat(none.getTimeout().getSeconds()).isZero();
        assertThat(action("{timeout: 1.5s, route: [{destination: {host: reviews}}]}")
                        .getTimeout()
                        .getNanos())
                .isEqualTo(500_000_000);
    }

    @Test
    @SuppressWarnings("deprecation")
    void capsWhatAGrpcCallerAsksForByTheTimeout() {
        RouteAction action = action("{timeout: 2s, route: [{destination: {host: reviews}}]}");
        assertThat(action.getMaxGrpcTimeout()).isEqualTo(action.getTimeout());
    }

    @Test
    void rewritesTheMatchedPartOfThePath() {
        assertThat(action("{rewrite: {uri: /new}, route: [{destination: {host: reviews}}]}")
                        .getPrefixRewrite())
                .isEqualTo("/new");
    }

    @Test
    void rewritesThePathByExpression() {
        RouteAction action = action(
                "{rewrite: {uriRegexRewrite: {match: '^/a/(.*)', rewrite: '/b/\\1'}}, route: [{destination: {host: reviews}}]}");
        assertThat(action.getRegexRewrite().getPattern().getRegex()).isEqualTo("^/a/(.*)");
        assertThat(action.getRegexRewrite().getSubstitution()).isEqualTo("/b/\\1");
    }

    @Test
    void rewritesTheAuthority() {
        assertThat(action("{rewrite: {authority: other}, route: [{destination: {host: reviews}}]}")
                        .getHostRewriteLiteral())
                .isEqualTo("other");
    }

    @Test
    void tellsTheStatPrefixOfAMatch() {
        assertThat(Given.rules(
                                "- {match: [{uri: {prefix: /}, statPrefix: slow}], route: [{destination: {host: reviews}}]}\n")
                        .route()
                        .getStatPrefix())
                .isEqualTo("slow");
    }

    @Test
    void mirrorsAllCallsUnlessAShareIsWritten() {
        RouteAction all = action("{mirror: {host: ratings}, route: [{destination: {host: reviews}}]}");
        assertThat(all.getRequestMirrorPolicies(0).getCluster())
                .isEqualTo("outbound|9080||ratings.default.svc.cluster.local");
        assertThat(all.getRequestMirrorPolicies(0)
                        .getRuntimeFraction()
                        .getDefaultValue()
                        .getNumerator())
                .isEqualTo(1_000_000);
        assertThat(action(
                                "{mirror: {host: ratings}, mirrorPercentage: {value: 0}, route: [{destination: {host: reviews}}]}")
                        .getRequestMirrorPoliciesCount())
                .isZero();
    }

    @Test
    void mirrorsToSeveral() {
        RouteAction several = action("{mirrors: [{destination: {host: ratings}},"
                + " {destination: {host: details}, percentage: {value: 5}}], route: [{destination: {host: reviews}}]}");
        assertThat(several.getRequestMirrorPoliciesList())
                .extracting(
                        mirror -> mirror.getCluster(),
                        mirror -> mirror.getRuntimeFraction().getDefaultValue().getNumerator())
                .containsExactly(
                        tuple("outbound|9080||ratings.default.svc.cluster.local", 1_000_000),
                        tuple("outbound|9080||details.default.svc.cluster.local", 50_000));
    }

    @Test
    void readsTheOlderWaysToSayAShare() {
        for (String field : new String[] {"mirrorPercent", "mirror_percent"}) {
            RouteAction some =
                    action("{mirror: {host: ratings}, " + field + ": 5, route: [{destination: {host: reviews}}]}");
            assertThat(some.getRequestMirrorPolicies(0)
                            .getRuntimeFraction()
                            .getDefaultValue()
                            .getNumerator())
                    .as(field)
                    .isEqualTo(50_000);
        }
    }

    private static RouteAction action(String rule) {
        return Given.rules("-\n" + rule.indent(2)).route().getRoute();
    }
}
