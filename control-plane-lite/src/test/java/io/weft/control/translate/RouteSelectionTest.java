package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rules a client gets for a port, in which order, under which names. */
class RouteSelectionTest {

    @Test
    void namesARouteAfterItsRuleAndMatch() {
        assertThat(names("""
                        - name: r0
                          match: [{name: m0, uri: {exact: /a}}, {uri: {exact: /b}}]
                          route: [{destination: {host: reviews}}]
                        - match: [{name: m1, uri: {exact: /c}}]
                          route: [{destination: {host: reviews}}]
                        - route: [{destination: {host: reviews}}]
                        """)).containsExactly("r0.m0", "r0", ".m1", "");
    }

    @Test
    void stopsAtTheFirstRuleThatTakesEveryRequest() {
        assertThat(names("""
                        - name: some
                          match: [{uri: {prefix: /}, headers: {a: {}}}]
                          route: [{destination: {host: reviews}}]
                        - name: all
                          match: [{uri: {regex: .*}}, {uri: {exact: /a}}]
                          route: [{destination: {host: reviews}}]
                        - name: never
                          route: [{destination: {host: reviews}}]
                        """)).containsExactly("some", "all");
    }

    @Test
    void leavesOutRulesForAnotherPort() {
        assertThat(names(rule("other", "{port: 9081}") + rule("this", "{port: 9080, uri: {exact: /a}}")))
                .containsExactly("this");
    }

    @Test
    void leavesOutRulesForOtherCallers() {
        assertThat(names(rule("labels", "{sourceLabels: {app: productpage, version: v2}}")
                        + rule("namespace", "{sourceNamespace: other}")
                        + rule("both", "{sourceLabels: {app: productpage}, sourceNamespace: default}")))
                .containsExactly("both");
    }

    @Test
    void leavesOutRulesForGateways() {
        assertThat(names(rule("gateway", "{gateways: [front]}") + rule("mesh", "{gateways: [front, mesh]}")))
                .containsExactly("mesh");
    }

    @Test
    void doesNotLookAtTheCallerWhereGatewaysAreNamed() {
        assertThat(names(rule("mesh", "{gateways: [mesh], sourceNamespace: other}")))
                .containsExactly("mesh");
    }

    @Test
    void routesToTheServiceWhereNoRuleIsForTheClient() {
        Route route = Given.rules(rule("other", "{sourceNamespace: other}")).route();
        assertThat(route.getName()).isEqualTo("default");
        assertThat(route.getRoute().getCluster()).isEqualTo("outbound|9080||reviews.default.svc.cluster.local");
    }

    @Test
    void saysWhereARouteIsWritten() {
        Route route = Given.rules(rule("all", "{uri: {exact: /a}}")).route();
        assertThat(route.getMetadata()
                        .getFilterMetadataOrThrow("istio")
                        .getFieldsOrThrow("config")
                        .getStringValue())
                .isEqualTo("/apis/networking.istio.io/v1/namespaces/default/virtual-service/reviews");
        assertThat(route.getMetadata()
                        .getFilterMetadataOrThrow("weft")
                        .getFieldsOrThrow("source")
                        .getStringValue())
                .isEqualTo("mesh.yaml:8");
    }

    private static String rule(String name, String match) {
        return "- {name: %s, match: [%s], route: [{destination: {host: reviews}}]}\n".formatted(name, match);
    }

    private static List<String> names(String http) {
        return Given.rules(http).routes("reviews:9080").stream()
                .map(Route::getName)
                .toList();
    }
}
