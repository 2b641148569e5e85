package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What routes hash, by the DestinationRules of where they lead. */
class HashPoliciesTest {

    private static final String SERVICE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart}
            spec:
              selector: {app: cart}
              ports: [{name: http, port: 80}, {name: http-b, port: 81}]
            """;

    private static final String USER = "loadBalancer: {consistentHash: {httpHeaderName: x-user}}";
    private static final String TENANT = "loadBalancer: {consistentHash: {httpHeaderName: x-tenant}}";

    @Test
    void hashesTheWrittenKey() {
        assertThat(plain("consistentHash: {httpHeaderName: x-user}").getHeader().getHeaderName())
                .isEqualTo("x-user");
        assertThat(plain("consistentHash: {httpQueryParameterName: user}")
                        .getQueryParameter()
                        .getName())
                .isEqualTo("user");
        assertThat(plain("consistentHash: {useSourceIp: true}")
                        .getConnectionProperties()
                        .getSourceIp())
                .isTrue();
        HashPolicy.Cookie cookie = plain("consistentHash: {httpCookie: {name: sid, path: /cart, ttl: 60s,"
                        + " attributes: [{name: SameSite, value: Strict}]}}")
                .getCookie();
        assertThat(cookie.getName()).isEqualTo("sid");
        assertThat(cookie.getPath()).isEqualTo("/cart");
        assertThat(cookie.getTtl().getSeconds()).isEqualTo(60);
        assertThat(cookie.getAttributes(0).getName()).isEqualTo("SameSite");
        assertThat(cookie.getAttributes(0).getValue()).isEqualTo("Strict");
    }

    @Test
    void issuesNoCookieWithoutTtl() {
        assertThat(plain("consistentHash: {httpCookie: {name: sid}}")
                        .getCookie()
                        .hasTtl())
                .isFalse();
        assertThat(plain("consistentHash: {httpCookie: {name: sid, ttl: 0s}}")
                        .getCookie()
                        .hasTtl())
                .isTrue();
    }

    @Test
    void hashesOnAServiceWithoutRulesByItsPort() {
        String rule = rule(USER + "\nportLevelSettings: [{port: {number: 81}, " + TENANT + "}]");
        assertThat(headers(Given.yaml(SERVICE, rule).routes("cart:80").get(0).getRoute()))
                .containsExactly("x-user");
        assertThat(headers(Given.yaml(SERVICE, rule).routes("cart:81").get(0).getRoute()))
                .containsExactly("x-tenant");
    }

    @Test
    void takesAPortsHashForADestinationThatNamesThePort() {
        String rule = rule(USER + "\nportLevelSettings: [{port: {number: 80}, " + TENANT + "}]");
        assertThat(headers(routed(rule, "[{destination: {host: cart}}]"))).containsExactly("x-user");
        assertThat(headers(routed(rule, "[{destination: {host: cart, port: {number: 80}}}]")))
                .containsExactly("x-tenant");
    }

    @Test
    void takesTheSubsetsHashBeforeTheRules() {
        String rule = rule(USER) + "  subsets: [{name: v1, trafficPolicy: {" + TENANT + "}}, {name: v2}]\n";
        assertThat(headers(routed(rule, "[{destination: {host: cart, subset: v1}}]")))
                .containsExactly("x-tenant");
        assertThat(headers(routed(rule, "[{destination: {host: cart, subset: v2}}]")))
                .containsExactly("x-user");
    }

    @Test
    void hashesForEachDestinationThatGetsCalls() {
        String rule = rule(USER) + "  subsets: [{name: v1, trafficPolicy: {" + TENANT + "}}, {name: v2}]\n";
        assertThat(headers(routed(rule, """
                [{destination: {host: cart, subset: v1}, weight: 60},
                 {destination: {host: cart}, weight: 40},
                 {destination: {host: cart, subset: v2}, weight: 0}]"""))).containsExactly("x-tenant", "x-user");
    }

    @Test
    void retriesOnTheSameEndpointWhereOneDestinationHashes() {
        String one = "[{destination: {host: cart}}]";
        assertThat(avoids(routed(rule(USER), one))).isFalse();
        assertThat(avoids(routed(rule("loadBalancer: {simple: RANDOM}"), one))).isTrue();
        assertThat(avoids(routed(rule(USER), one, "  retries: {attempts: 1, retryIgnorePreviousHosts: true}\n")))
                .isTrue();
        assertThat(avoids(routed(
                        rule(USER),
                        "[{destination: {host: cart}, weight: 1}, {destination: {host: cart}, weight: 1}]")))
                .isTrue();
        assertThat(avoids(
                        Given.yaml(SERVICE, rule(USER)).routes("cart:80").get(0).getRoute()))
                .isTrue();
    }

    @Test
    void passesHeadersOnToStockGrpc() {
        Given given = Given.yaml(SERVICE, rule(USER)).asked(ClientKind.GRPC, "default");
        assertThat(headers(given.routes("cart:80").get(0).getRoute())).containsExactly("x-user");
    }

    private static String rule(String policy) {
        return Given.destinationRule("name: cart", "host: cart\ntrafficPolicy:\n" + policy.indent(2));
    }

    private static HashPolicy plain(String balancer) {
        RouteAction action = Given.yaml(SERVICE, rule("loadBalancer: {" + balancer + "}"))
                .routes("cart:80")
                .get(0)
                .getRoute();
        assertThat(action.getHashPolicyCount()).isEqualTo(1);
        return action.getHashPolicy(0);
    }

    private static RouteAction routed(String rule, String destinations) {
        return routed(rule, destinations, "");
    }

    private static RouteAction routed(String rule, String destinations, String more) {
        String http = "- route: " + destinations.indent(4).strip() + "\n" + more;
        return Given.yaml(SERVICE, rule, Given.virtualService("cart", http))
                .routes("cart:80")
                .get(0)
                .getRoute();
    }

    private static List<String> headers(RouteAction action) {
        return action.getHashPolicyList().stream()
                .map(policy -> policy.getHeader().getHeaderName())
                .toList();
    }

    private static boolean avoids(RouteAction action) {
        return action.getRetryPolicy().getRetryHostPredicateCount() > 0;
    }
}
