package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which of several VirtualServices routes a host. */
class VirtualServiceChoiceTest {

    @Test
    void theOldestHolds() {
        assertThat(chosen(rule("older", "default", "reviews", ""), rule("newer", "default", "reviews", "")))
                .isEqualTo("older");
    }

    @Test
    void aPrivateOneComesBeforeAPublicOne() {
        assertThat(chosen(
                        rule("public", "default", "reviews", ""),
                        rule("private", "default", "reviews", "exportTo: [.]")))
                .isEqualTo("private");
    }

    @Test
    void oneThatIsNotExportedToTheClientDoesNotHold() {
        assertThat(chosen(rule("hidden", "other", "reviews.default.svc.cluster.local", "exportTo: [.]")))
                .isEqualTo("default");
        assertThat(chosen(rule("shown", "other", "reviews.default.svc.cluster.local", "exportTo: [default]")))
                .isEqualTo("shown");
    }

    @Test
    void oneForGatewaysAloneDoesNotHold() {
        assertThat(chosen(rule("gateway", "default", "reviews", "gateways: [front]")))
                .isEqualTo("default");
        assertThat(chosen(rule("both", "default", "reviews", "gateways: [front, mesh]")))
                .isEqualTo("both");
    }

    @Test
    void oneOfThatHostComesBeforeAWildcardAndALongWildcardBeforeAShortOne() {
        String shorter = rule("shorter", "default", "'*.local'", "");
        String longer = rule("longer", "default", "'*.default.svc.cluster.local'", "");
        assertThat(chosen(shorter, longer)).isEqualTo("longer");
        assertThat(chosen(shorter, longer, rule("own", "default", "reviews", "")))
                .isEqualTo("own");
    }

    @Test
    void aWildcardWithoutServicesTakesAnyHostOnPort80() {
        Given given = Given.yaml(Given.WORLD + rule("outside", "default", "'*.example.com'", ""));
        assertThat(given.routes("a.example.com:80").get(0).getName()).isEqualTo("outside");
        assertThat(given.listener("a.example.com:9080").getRouteConfig().getName())
                .isEqualTo("allow_any");
        assertThat(given.listener("example.com:80").getRouteConfig().getName()).isEqualTo("allow_any");
    }

    @Test
    void aWildcardWithServicesTakesNothingButThem() {
        Given given = Given.yaml(Given.WORLD + rule("mesh", "default", "'*.svc.cluster.local'", ""));
        assertThat(given.routes("ratings:9080").get(0).getName()).isEqualTo("mesh");
        assertThat(given.listener("nobody.default.svc.cluster.local:9080")
                        .getRouteConfig()
                        .getName())
                .isEqualTo("allow_any");
    }

    @Test
    void aServicesShortNameComesBeforeAWildcard() {
        Given given = Given.yaml(Given.WORLD.replace("9080", "80") + rule("short", "default", "'*.default'", ""));
        assertThat(given.routes("reviews.default:80").get(0).getName()).isEqualTo("default");
        assertThat(given.routes("nobody.default:80").get(0).getName()).isEqualTo("short");
    }

    @Test
    void aShortHostIsOneOfTheRulesNamespace() {
        assertThat(chosen(rule("elsewhere", "other", "reviews", ""))).isEqualTo("default");
    }

    private static String chosen(String... rules) {
        return Given.yaml(Given.WORLD + String.join("", rules)).route().getName();
    }

    private static String rule(String name, String namespace, String host, String more) {
        return """
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  hosts: [%3$s]
                  %4$s
                  http: [{name: %1$s, route: [{destination: {host: reviews.default.svc.cluster.local}}]}]
                """.formatted(name, namespace, host, more);
    }
}
