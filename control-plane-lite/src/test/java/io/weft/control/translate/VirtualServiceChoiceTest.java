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
