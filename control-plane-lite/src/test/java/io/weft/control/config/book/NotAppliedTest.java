package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.MeshConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Istio understands and we do not carry out is never passed over in silence. */
class NotAppliedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loadBalancer: {simple: PASSTHROUGH}",
                "loadBalancer: {simple: RANDOM, warmup: {duration: 10s}}",
                "connectionPool: {http: {h2UpgradePolicy: UPGRADE}}",
                "loadBalancer: {backendUtilization: {weightUpdatePeriod: 1s}}",
                "retryBudget: {percent: 20, budgetInterval: 1s}",
                "outlierDetection: {consecutiveErrors: 5}",
                "tls: {mode: ISTIO_MUTUAL}",
                "tls: {mode: SIMPLE, credentialName: client}",
                "tls: {mode: SIMPLE, caCertificates: /ca.pem, caCrl: /crl.pem}",
                "tunnel: {protocol: CONNECT, targetHost: example.com, targetPort: 443}",
                "proxyProtocol: {version: V1}",
            })
    void warnsOfAFieldOfADestinationRule(String policy) {
        warns("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews}
                spec: {host: reviews, trafficPolicy: {%s}}
                """.formatted(policy));
    }

    @Test
    void warnsOfRetryRemoteLocalities() {
        warns("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews]
                  http:
                  - retries: {attempts: 1, retryRemoteLocalities: true}
                    route: [{destination: {host: reviews}}]
                """);
    }

    @Test
    void warnsOfAHeadersValueThatOnlyAProxyKnows() {
        warns("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews]
                  http:
                  - headers: {response: {set: {x-code: '%RESPONSE_CODE%'}}}
                    route: [{destination: {host: reviews}}]
                """);
    }

    private static void warns(String yaml) {
        assertThat(ConfigBook.empty(MeshConfig.DEFAULT)
                        .with(Map.of("x.yaml", yaml.getBytes(StandardCharsets.UTF_8)), Set.of())
                        .problems())
                .singleElement()
                .asString()
                .containsPattern("warning (WEFT0002|IST\\d+)");
    }
}
