package io.weft.control.config.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.MeshConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user reads, word by word. */
class ErrorTextTest {

    @Test
    void namesTheFieldThatWasProbablyMeant() {
        assertThat(problems("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews]
                  http:
                  - match:
                    - headers: {end-user: {exat: jason}}
                    retrys: {attempts: 3}
                    route:
                    - destination: {host: reviews, subset: v2}
                """))
                .containsExactly(
                        "x.yaml:8:28: error IST0106 VirtualService default/reviews spec.http[0].match[0].headers.end-user.exat: unknown field `exat`; did you mean `exact`?",
                        "x.yaml:9:5: error IST0106 VirtualService default/reviews spec.http[0].retrys: unknown field `retrys`; did you mean `retries`?");
    }

    @Test
    void saysWhatAValueMustBe() {
        assertThat(problems("""
                apiVersion: networking.istio.io/v1beta1
                kind: DestinationRule
                metadata: {name: reviews, namespace: shop}
                spec:
                  host: reviews
                  trafficPolicy:
                    loadBalancer: {simple: LEAST_REQ}
                    outlierDetection: {interval: 5, baseEjectionTime: 1d}
                  subsets:
                  - name: v1
                    labels: {version: 1}
                """))
                .containsExactly(
                        "x.yaml:7:28: error IST0106 DestinationRule shop/reviews spec.trafficPolicy.loadBalancer.simple: `LEAST_REQ` is not one of UNSPECIFIED, LEAST_CONN, RANDOM, PASSTHROUGH, ROUND_ROBIN, LEAST_REQUEST; did you mean `LEAST_REQUEST`?",
                        "x.yaml:8:34: error IST0106 DestinationRule shop/reviews spec.trafficPolicy.outlierDetection.interval: must be a duration such as 5s, 500ms or 1h30m, not a number; did you mean `5s`?",
                        "x.yaml:8:55: error IST0106 DestinationRule shop/reviews spec.trafficPolicy.outlierDetection.baseEjectionTime: `1d` is not a duration; write it like 5s, 500ms or 1h30m",
                        "x.yaml:11:23: error IST0106 DestinationRule shop/reviews spec.subsets[0].labels.version: must be a string, not a number; write it in quotes: \"1\"");
    }

    @Test
    void tellsWordsThatYamlReadsAsBooleans() {
        assertThat(problems("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews]
                  http:
                  - headers: {request: {set: {x-debug: on}}}
                    route:
                    - destination: {host: reviews}
                """))
                .containsExactly(
                        "x.yaml:7:40: error IST0106 VirtualService default/reviews spec.http[0].headers.request.set.x-debug: must be a string, not a boolean; write it in quotes (yes, no, on, off, y and n are booleans in YAML)");
    }

    @Test
    void tellsAKeyThatIsGivenTwice() {
        assertThat(problems("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews}
                spec:
                  host: reviews
                  host: ratings
                """))
                .containsExactly(
                        "x.yaml:6:3: error WEFT0001 DestinationRule default/reviews: `host` is given twice, first at 5:3");
    }

    @Test
    void tellsAKindAGroupAndAVersionThatAreMisspelt() {
        assertThat(problems("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRul
                metadata: {name: a}
                ---
                apiVersion: networking.istio.oi/v1
                kind: DestinationRule
                metadata: {name: b}
                ---
                apiVersion: networking.istio.io/v2
                kind: DestinationRule
                metadata: {name: c}
                """))
                .containsExactly(
                        "x.yaml:2:7: error IST0106 DestinationRul default/a kind: `DestinationRul` is not a kind of networking.istio.io; did you mean `DestinationRule`?",
                        "x.yaml:5:13: error IST0106 DestinationRule default/b apiVersion: `networking.istio.oi` is not a group; did you mean `networking.istio.io`?",
                        "x.yaml:9:13: error IST0106 DestinationRule default/c apiVersion: `v2` is not a version of DestinationRule; known are v1, v1alpha3, v1beta1");
    }

    @Test
    void saysWhatIsUnderstoodButNotApplied() {
        assertThat(problems("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews]
                  http:
                  - route:
                    - destination: {host: reviews}
                  tcp:
                  - route: [{destination: {host: reviews}}]
                ---
                apiVersion: security.istio.io/v1
                kind: AuthorizationPolicy
                metadata: {name: deny-all}
                spec: {}
                """))
                .containsExactly(
                        "x.yaml:9:3: warning WEFT0002 VirtualService default/reviews spec.tcp: `tcp` is not applied: TCP routes need a proxy; use sidecar mode",
                        "x.yaml:12:1: warning WEFT0002 AuthorizationPolicy default/deny-all: AuthorizationPolicy is checked but not applied: EVERY CALL IS ALLOWED, whatever the policy says");
    }

    @Test
    void saysItOnceForTheOutermostField() {
        assertThat(problems("""
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews}
                spec:
                  host: reviews
                  trafficPolicy:
                    tunnel: {protocol: CONNECT, targetHost: example.com, targetPort: 443}
                ---
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: default}
                spec:
                  outboundTrafficPolicy: {mode: REGISTRY_ONLY}
                  inboundConnectionPool: {http: {idleTimeout: 1m}}
                """))
                .containsExactly(
                        "x.yaml:7:5: warning WEFT0002 DestinationRule default/reviews spec.trafficPolicy.tunnel: `tunnel` is not applied: tunnels need a proxy; use sidecar mode",
                        "x.yaml:14:3: warning WEFT0002 Sidecar default/default spec.inboundConnectionPool: `inboundConnectionPool` is not applied: there is no proxy in front of the application");
    }

    private static List<String> problems(String yaml) {
        ParsedFile file = new ConfigReader(MeshConfig.DEFAULT).parse("x.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        return file.problems().stream().map(Object::toString).toList();
    }
}
