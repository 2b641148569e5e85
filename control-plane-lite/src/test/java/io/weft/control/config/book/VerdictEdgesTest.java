package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.Codes;
import io.weft.control.config.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Istio draws a line one would not guess. */
class VerdictEdgesTest {

    @Test
    void aLabelsValueMayBeOfAnyLength() {
        assertThat(errors(subset("labels: {build: %s}".formatted("a".repeat(300)))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "to"})
    void anEmptyListInAnAuthorizationRuleIsAsIfItWereNotThere(String field) {
        assertThat(errors("""
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: viewers, namespace: shop}
                spec: {rules: [{%s: []}]}
                """.formatted(field))).isEmpty();
    }

    @Test
    void aPolicyOfAnEmptyListOfPortsSaysNothing() {
        assertThat(errors(subset("trafficPolicy: {portLevelSettings: []}")))
                .singleElement()
                .asString()
                .contains("a policy needs at least one field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zg", "Zm8", "Zg="})
    void base64NeedsItsPadding(String bytes) {
        assertThat(errors(answer("directResponse: {status: 200, body: {bytes: '%s'}}".formatted(bytes))))
                .singleElement()
                .asString()
                .contains("base64");
        assertThat(errors(answer("directResponse: {status: 200, body: {bytes: Zm9v}}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ringHash: {minimumRingSize: 8388609}", "minimumRingSize: 8388609"})
    void aRingThatEnvoyRefusesCannotWork(String ring) {
        assertThat(errors(subset(
                        "trafficPolicy: {loadBalancer: {consistentHash: {httpHeaderName: user, %s}}}".formatted(ring))))
                .extracting(Problem::code)
                .containsExactly(Codes.CANNOT_WORK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET(key)", "REQ_WITHOUT_QUERY(:path)", "FILE_CONTENT(/etc/hostname)"})
    void commandsOfAccessLogsAloneAreNoneForHeaders(String command) {
        assertThat(errors(answer("directResponse: {status: 200}\n    headers: {request: {set: {x-a: '%%%s%%'}}}"
                        .formatted(command))))
                .extracting(Problem::code)
                .containsExactly(Codes.CANNOT_WORK);
    }

    private static String subset(String rest) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: cart, namespace: shop}
                spec: {host: cart, subsets: [{name: blue, %s}]}
                """.formatted(rest);
    }

    private static String answer(String rule) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: cart, namespace: shop}
                spec:
                  hosts: [cart]
                  http:
                  - %s
                """.formatted(rule);
    }

    private static List<Problem> errors(String yaml) {
        return ObjectCheck.check("x.yaml", yaml.getBytes(StandardCharsets.UTF_8)).problems().stream()
                .filter(Problem::isError)
                .toList();
    }
}
