package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a MeshConfig says where no rule does. */
class MeshDefaultsTest {

    private static final String ALL = "outbound|9080||reviews.default.svc.cluster.local";

    @Test
    void theDefaultTrafficPolicyHoldsWhereThereIsNoRule() {
        Cluster cluster = reviews("", POLICY).cluster(ALL);
        assertThat(cluster.getOutlierDetection().getConsecutive5Xx().getValue()).isEqualTo(7);
        assertThat(cluster.getCircuitBreakers()
                        .getThresholds(0)
                        .getMaxConnections()
                        .getValue())
                .isEqualTo(9);
    }

    @Test
    void aRulesBlockTakesThePlaceOfTheWholeBlock() {
        Cluster cluster = reviews("trafficPolicy: {connectionPool: {http: {maxRetries: 3}}}", POLICY)
                .cluster(ALL);
        var thresholds = cluster.getCircuitBreakers().getThresholds(0);
        assertThat(thresholds.getMaxRetries().getValue()).isEqualTo(3);
        assertThat(thresholds.getMaxConnections().getValue())
                .as("not the mesh's")
                .isEqualTo(-1);
        assertThat(cluster.getOutlierDetection().getConsecutive5Xx().getValue())
                .as("of a block that the rule does not have")
                .isEqualTo(7);
    }

    @Test
    void portLevelSettingsFallBackToTheMeshAndNotToTheRule() {
        Cluster cluster = reviews(
                        "trafficPolicy: {outlierDetection: {consecutive5xxErrors: 2}, portLevelSettings:"
                                + " [{port: {number: 9080}, loadBalancer: {simple: RANDOM}}]}",
                        POLICY)
                .cluster(ALL);
        assertThat(cluster.getOutlierDetection().getConsecutive5Xx().getValue()).isEqualTo(7);
    }

    @Test
    void theMeshsOutlierDetectionMakesFailoverAct() {
        Given given = reviews("", POLICY)
                .workload("reviews", "10.0.0.1", "r1", Map.of())
                .workload("reviews", "10.0.0.2", "r2", Map.of())
                .from("r1");
        assertThat(given.endpoints(ALL).getEndpoints(1).getPriority()).isEqualTo(1);
    }

    @Test
    void localityLbSettingHoldsForAllDestinations() {
        Given given = reviews("", "localityLbSetting: {distribute: [{from: r1/*, to: {r2/*: 100}}]}")
                .workload("reviews", "10.0.0.1", "r1", Map.of())
                .workload("reviews", "10.0.0.2", "r2", Map.of())
                .from("r1");
        assertThat(given.addresses(ALL)).containsExactly("10.0.0.2:9080");
    }

    @Test
    void defaultServiceExportToHidesServices() {
        Given given = reviews("", "defaultServiceExportTo: ['.']");
        assertThat(given.asked(ClientKind.WEFT, "default").resource(ResourceType.CDS, ALL))
                .isPresent();
        assertThat(given.asked(ClientKind.WEFT, "other").resource(ResourceType.CDS, ALL))
                .isEmpty();
    }

    @Test
    void defaultDestinationRuleExportToHidesRules() {
        String rule = "trafficPolicy: {outlierDetection: {consecutive5xxErrors: 2}}";
        Given given = reviews(rule, "defaultDestinationRuleExportTo: ['.']");
        assertThat(given.cluster(ALL).hasOutlierDetection()).isTrue();
        assertThat(given.asked(ClientKind.WEFT, "other").cluster(ALL).hasOutlierDetection())
                .isFalse();
    }

    @Test
    void defaultVirtualServiceExportToHidesRoutes() {
        Given given = Given.yaml(
                SERVICE,
                Given.virtualService("reviews", "- {name: named, route: [{destination: {host: reviews}}]}"),
                mesh("defaultVirtualServiceExportTo: ['.']"));
        assertThat(given.routes("reviews:9080").get(0).getName()).isEqualTo("named");
        assertThat(given.asked(ClientKind.WEFT, "other")
                        .routes("reviews.default:9080")
                        .get(0)
                        .getName())
                .isNotEqualTo("named");
    }

    @Test
    void defaultVirtualServiceExportToHidesDelegates() {
        Given given = Given.yaml(
                SERVICE,
                Given.virtualService("reviews", "- {delegate: {name: rules, namespace: shop}}"),
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: rules, namespace: shop}
                spec: {http: [{route: [{destination: {host: reviews.default.svc.cluster.local}}]}]}
                """,
                mesh("defaultVirtualServiceExportTo: ['.']"));
        assertThat(given.view().problems())
                .anyMatch(problem -> problem.message().contains("is not exported to the namespace default"));
    }

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews}
            spec:
              selector: {app: reviews}
              ports: [{name: http, port: 9080}]
            """;

    private static final String POLICY =
            "defaultTrafficPolicy: {connectionPool: {tcp: {maxConnections: 9}}, outlierDetection: {consecutive5xxErrors: 7}}";

    private static Given reviews(String rule, String mesh) {
        return Given.yaml(SERVICE, Given.destinationRule("name: reviews", "host: reviews\n" + rule), mesh(mesh));
    }

    private static String mesh(String field) {
        return """
                apiVersion: mesh.istio.io/v1alpha1
                kind: MeshConfig
                metadata: {name: mesh, namespace: istio-system}
                spec:
                  %s
                """.formatted(field);
    }
}
