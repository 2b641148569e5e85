package io.weft.control.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.book.ConfigBook;
import io.weft.control.registry.Locality;
import io.weft.control.registry.Registry;
import io.weft.control.registry.Workload;
import io.weft.control.translate.Translator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a user reads of references that lead nowhere, word by word. */
class AnalysisTest {

    private static final String SERVICES = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews}
            spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: admin}
            spec: {selector: {app: admin}, ports: [{name: http, port: 80}, {name: stats, port: 81}]}
            ---
            """;

    @Test
    void namesTheHostPortOrSubsetThatDoesNotExistAndThoseThatDo() {
        String yaml = SERVICES + """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews}
                spec:
                  host: reviews
                  subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: reviews}
                spec:
                  hosts: [reviews]
                  http:
                  - route:
                    - destination: {host: reviews, subset: v4}
                      weight: 50
                    - destination: {host: reviws}
                      weight: 25
                    - destination: {host: reviews, port: {number: 9081}}
                      weight: 25
                """;
        assertThat(references(yaml))
                .containsExactly(
                        "x.yaml:25:20: error IST0101 VirtualService default/reviews spec.http[0].route[0].destination.subset: no DestinationRule defines the subset v4 of reviews.default.svc.cluster.local; there are v1, v2",
                        "x.yaml:27:20: error IST0101 VirtualService default/reviews spec.http[0].route[1].destination.host: no service has the host reviws.default.svc.cluster.local; did you mean `reviews.default.svc.cluster.local`?",
                        "x.yaml:29:20: error IST0101 VirtualService default/reviews spec.http[0].route[2].destination.port.number: reviews.default.svc.cluster.local has no port 9081; it has 9080");
    }

    @Test
    void namesAGatewayThatDoesNotExist() {
        String yaml = SERVICES + """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: front}
                spec:
                  hosts: [a.com]
                  gateways: [mesh, shop/front]
                  http: [{route: [{destination: {host: reviews}}]}]
                """;
        assertThat(analyse(yaml, Registry.EMPTY))
                .contains(
                        "x.yaml:11:1: error IST0101 VirtualService default/front spec.gateways[1]: there is no Gateway shop/front");
    }

    @Test
    void remarksOnHostsPortsAndNames() {
        String yaml = SERVICES + """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews}
                spec: {host: review}
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: admin}
                spec:
                  hosts: [admin]
                  http: [{route: [{destination: {host: admin}}]}]
                """;
        assertThat(analyse(yaml, Registry.EMPTY))
                .containsExactly(
                        "x.yaml:9:64: info IST0118 Service default/admin spec.ports[1]: the protocol is not told, HTTP/1 is assumed; set `appProtocol`, or begin the name with http-, http2- or grpc-",
                        "x.yaml:11:1: warning IST0174 DestinationRule default/reviews spec.host: no service has the host review.default.svc.cluster.local; did you mean `reviews.default.svc.cluster.local`?",
                        "x.yaml:21:33: warning IST0112 VirtualService default/admin spec.http[0].route[0].destination: admin.default.svc.cluster.local has the ports 80, 81; name one in `port.number`, else the port of the call is used");
    }

    @Test
    void namesASubsetThatNoWorkloadIsIn() {
        String yaml = SERVICES.replace(", {name: stats, port: 81}", "") + """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: reviews}
                spec:
                  host: reviews
                  subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
                """;
        Registry registry = Registry.EMPTY.with(new Workload(
                "reviews-1",
                "default",
                "",
                "127.0.0.1",
                Map.of("app", "reviews", "version", "v1"),
                Map.of(),
                Locality.UNKNOWN,
                1,
                "",
                Workload.State.READY));
        assertThat(analyse(yaml, Registry.EMPTY)).isEmpty();
        assertThat(analyse(yaml, registry))
                .containsExactly(
                        "x.yaml:16:48: info IST0173 DestinationRule default/reviews spec.subsets[1]: no workload of reviews.default.svc.cluster.local has the labels {version=v2}");
    }

    @Test
    void warnsThatGrpcHasNoTcpKeepaliveOfADestination() {
        String rule = """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: ratings}
                spec:
                  host: ratings
                  subsets:
                  - name: v1
                    labels: {version: v1}
                    trafficPolicy: {connectionPool: {tcp: {tcpKeepalive: {time: 60s}}}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: ratings}
                spec: {selector: {app: ratings}, ports: [{name: grpc, port: 9080}]}
                """;
        assertThat(analyse(rule, Registry.EMPTY))
                .containsExactly(
                        "x.yaml:1:1: warning WEFT0002 DestinationRule default/ratings spec.trafficPolicy: `tcpKeepalive` is not applied to calls over gRPC, which has no such setting for one destination: set keepAliveTime on the channel");
        assertThat(analyse(rule.replace("name: grpc", "name: http"), Registry.EMPTY))
                .isEmpty();
    }

    @Test
    void warnsThatPlaintextGrpcHasNoHttp2KeepAliveOfADestination() {
        String rule = """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: ratings}
                spec:
                  host: ratings
                  trafficPolicy:
                    tls: {mode: DISABLE}
                  subsets:
                  - name: v1
                    labels: {version: v1}
                    trafficPolicy: {connectionPool: {http: {http2KeepAlive: {interval: 60s, timeout: 5s}}}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: ratings}
                spec: {selector: {app: ratings}, ports: [{name: grpc, port: 9080}]}
                """;
        assertThat(analyse(rule, Registry.EMPTY))
                .containsExactly(
                        "x.yaml:1:1: warning WEFT0002 DestinationRule default/ratings spec.trafficPolicy: `http2KeepAlive` is not applied to calls over gRPC in plaintext, which go over the application's own channel: set keepAliveTime on it");
        assertThat(analyse(rule.replace("DISABLE", "SIMPLE"), Registry.EMPTY)).isEmpty();
        assertThat(analyse(rule.replace("name: grpc", "name: http2"), Registry.EMPTY))
                .isEmpty();
    }

    private static List<String> references(String yaml) {
        return Translator.translate(config(yaml), Registry.EMPTY, Optional.empty()).problems().stream()
                .map(Object::toString)
                .toList();
    }

    private static List<String> analyse(String yaml, Registry registry) {
        return Analysis.of(config(yaml), registry).stream()
                .map(Object::toString)
                .toList();
    }

    private static ConfigSnapshot config(String yaml) {
        Map<String, byte[]> files = Map.of("x.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        return ConfigBook.empty(MeshConfig.DEFAULT).with(files, Set.of()).snapshot();
    }
}
