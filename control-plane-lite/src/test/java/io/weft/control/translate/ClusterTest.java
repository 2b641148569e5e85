package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import org.junit.jupiter.api.Test;

/** What a DestinationRule makes of a cluster, field by field. */
class ClusterTest {

    private static final String NAME = "outbound|9080||ratings.default.svc.cluster.local";
    private static final int UNLIMITED = -1;

    @Test
    void hasIstiosDefaultsWhereNothingIsWritten() {
        Cluster cluster = Given.yaml(Given.WORLD).cluster(NAME);
        assertThat(cluster.getType()).isEqualTo(DiscoveryType.EDS);
        assertThat(cluster.getEdsClusterConfig().getServiceName()).isEqualTo(NAME);
        assertThat(cluster.getLbPolicy()).isEqualTo(LbPolicy.LEAST_REQUEST);
        assertThat(cluster.getConnectTimeout().getSeconds()).isEqualTo(10);
        assertThat(cluster.hasOutlierDetection()).isFalse();
        assertThat(cluster.getCommonLbConfig().getHealthyPanicThreshold().getValue())
                .isZero();
        assertThat(cluster.getCircuitBreakers()
                        .getThresholds(0)
                        .getMaxRequests()
                        .getValue())
                .isEqualTo(UNLIMITED);
        assertThat(cluster.getCircuitBreakers().getThresholds(0).getMaxRetries().getValue())
                .isEqualTo(UNLIMITED);
    }

    @Test
    void balancesAsWritten() {
        assertThat(cluster("loadBalancer: {simple: ROUND_ROBIN}").getLbPolicy()).isEqualTo(LbPolicy.ROUND_ROBIN);
        assertThat(cluster("loadBalancer: {simple: RANDOM}").getLbPolicy()).isEqualTo(LbPolicy.RANDOM);
        assertThat(cluster("loadBalancer: {simple: LEAST_CONN}").getLbPolicy()).isEqualTo(LbPolicy.LEAST_REQUEST);
    }

    @Test
    void ejectsAsWritten() {
        Cluster cluster =
                cluster("outlierDetection: {consecutive5xxErrors: 2, consecutiveGatewayErrors: 0, interval: 5s,"
                        + " baseEjectionTime: 1m, maxEjectionPercent: 50, minHealthPercent: 30}");
        OutlierDetection outliers = cluster.getOutlierDetection();
        assertThat(outliers.getConsecutive5Xx().getValue()).isEqualTo(2);
        assertThat(outliers.getEnforcingConsecutive5Xx().getValue()).isEqualTo(100);
        assertThat(outliers.getConsecutiveGatewayFailure().getValue()).isZero();
        assertThat(outliers.getEnforcingConsecutiveGatewayFailure().getValue()).isZero();
        assertThat(outliers.getInterval().getSeconds()).isEqualTo(5);
        assertThat(outliers.getBaseEjectionTime().getSeconds()).isEqualTo(60);
        assertThat(outliers.getMaxEjectionPercent().getValue()).isEqualTo(50);
        assertThat(outliers.getEnforcingSuccessRate().getValue()).isZero();
        assertThat(cluster.getCommonLbConfig().getHealthyPanicThreshold().getValue())
                .isEqualTo(30);
    }

    @Test
    void leavesWhatIsNotWrittenAboutEjectionToEnvoysDefaults() {
        OutlierDetection outliers = cluster("outlierDetection: {interval: 5s, maxEjectionPercent: 0}")
                .getOutlierDetection();
        assertThat(outliers.hasConsecutive5Xx()).isFalse();
        assertThat(outliers.hasMaxEjectionPercent()).isFalse();
        assertThat(outliers.hasConsecutiveLocalOriginFailure()).isFalse();
    }

    @Test
    void countsLocalOriginFailuresApartWhereWritten() {
        OutlierDetection outliers = cluster(
                        "outlierDetection: {splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 3}")
                .getOutlierDetection();
        assertThat(outliers.getSplitExternalLocalOriginErrors()).isTrue();
        assertThat(outliers.getConsecutiveLocalOriginFailure().getValue()).isEqualTo(3);
        assertThat(outliers.getEnforcingConsecutiveLocalOriginFailure().getValue())
                .isEqualTo(100);
    }

    @Test
    void limitsTheConnectionPoolAsWritten() {
        Cluster cluster = cluster("""
                connectionPool:
                  tcp: {maxConnections: 1, connectTimeout: 30ms}
                  http: {http1MaxPendingRequests: 2, http2MaxRequests: 3, maxRetries: 4}
                """);
        Thresholds thresholds = cluster.getCircuitBreakers().getThresholds(0);
        assertThat(cluster.getConnectTimeout().getNanos()).isEqualTo(30_000_000);
        assertThat(thresholds.getMaxConnections().getValue()).isEqualTo(1);
        assertThat(thresholds.getMaxPendingRequests().getValue()).isEqualTo(2);
        assertThat(thresholds.getMaxRequests().getValue()).isEqualTo(3);
        assertThat(thresholds.getMaxRetries().getValue()).isEqualTo(4);
    }

    @Test
    void aRetryBudgetTakesThePlaceOfMaxRetries() {
        Thresholds thresholds =
                cluster("retryBudget: {percent: 25}").getCircuitBreakers().getThresholds(0);
        assertThat(thresholds.getRetryBudget().getBudgetPercent().getValue()).isEqualTo(25);
        assertThat(thresholds.getRetryBudget().getMinRetryConcurrency().getValue())
                .isEqualTo(3);
        assertThat(thresholds.hasMaxRetries()).isFalse();
    }

    @Test
    void settingsOfThePortPutTheRetryBudgetBesideThemAside() {
        Cluster cluster = cluster("""
                retryBudget: {percent: 25}
                portLevelSettings:
                - port: {number: 9080}
                  loadBalancer: {simple: RANDOM}
                """);
        Thresholds thresholds = cluster.getCircuitBreakers().getThresholds(0);
        assertThat(thresholds.getRetryBudget().getBudgetPercent().getValue()).isNotEqualTo(25);
    }

    @Test
    void speaksHttp2ToGrpcPortsAndWhereAnUpgradeIsWritten() {
        String grpc = """
                apiVersion: v1
                kind: Service
                metadata: {name: ratings}
                spec: {selector: {app: ratings}, ports: [{name: grpc-ratings, port: 9080}]}
                """;
        assertThat(isHttp2(Given.yaml(grpc).cluster(NAME))).isTrue();
        assertThat(isHttp2(cluster("connectionPool: {http: {h2UpgradePolicy: UPGRADE}}")))
                .isTrue();
        assertThat(isHttp2(cluster("connectionPool: {http: {maxRetries: 1}}"))).isFalse();
    }

    @Test
    void aSubsetOverridesBlockByBlock() {
        Given given = Given.yaml(
                Given.service("ratings").replaceAll("(?s)---\napiVersion: networking.*", ""),
                Given.destinationRule("name: ratings", """
                        host: ratings
                        trafficPolicy:
                          loadBalancer: {simple: RANDOM}
                          outlierDetection: {consecutive5xxErrors: 7}
                        subsets:
                        - name: v1
                          labels: {version: v1}
                          trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
                        """));
        Cluster subset = given.cluster(NAME.replace("||", "|v1|"));
        assertThat(subset.getLbPolicy()).isEqualTo(LbPolicy.ROUND_ROBIN);
        assertThat(subset.getOutlierDetection().getConsecutive5Xx().getValue()).isEqualTo(7);
        assertThat(given.cluster(NAME).getLbPolicy()).isEqualTo(LbPolicy.RANDOM);
    }

    @Test
    void settingsOfAPortTakeThePlaceOfAllBlocks() {
        Cluster cluster = cluster("""
                loadBalancer: {simple: RANDOM}
                outlierDetection: {consecutive5xxErrors: 7}
                portLevelSettings:
                - {port: {number: 9080}, loadBalancer: {simple: ROUND_ROBIN}}
                """);
        assertThat(cluster.getLbPolicy()).isEqualTo(LbPolicy.ROUND_ROBIN);
        assertThat(cluster.hasOutlierDetection()).isFalse();
    }

    @Test
    void isUnknownWithoutServicePortOrSubset() {
        Given given = Given.yaml(Given.WORLD);
        assertThat(given.resource(ResourceType.CDS, NAME.replace("9080", "9081")))
                .isEmpty();
        assertThat(given.resource(ResourceType.CDS, NAME.replace("||", "|v9|"))).isEmpty();
        assertThat(given.resource(ResourceType.CDS, NAME.replace("ratings", "nowhere")))
                .isEmpty();
        assertThat(given.resource(ResourceType.CDS, "nonsense")).isEmpty();
    }

    @SuppressWarnings("deprecation")
    private static boolean isHttp2(Cluster cluster) {
        return cluster.hasHttp2ProtocolOptions();
    }

    private static Cluster cluster(String policy) {
        return Given.yaml(
                        Given.service("ratings").replaceAll("(?s)---\napiVersion: networking.*", ""),
                        Given.destinationRule("name: ratings", "host: ratings\ntrafficPolicy:\n" + policy.indent(2)))
                .cluster(NAME);
    }
}
