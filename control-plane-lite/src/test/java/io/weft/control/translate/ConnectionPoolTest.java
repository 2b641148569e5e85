package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TcpKeepalive;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import org.junit.jupiter.api.Test;

/** What connectionPool and outlierDetectionHttpErrorCodes make of a cluster. */
class ConnectionPoolTest {

    private static final String GRPC = """
            apiVersion: v1
            kind: Service
            metadata: {name: ratings}
            spec: {selector: {app: ratings}, ports: [{name: grpc, port: 9080}]}
            """;

    private static Cluster cluster(String policy) {
        return Given.yaml(
                        GRPC,
                        Given.destinationRule("name: ratings", "host: ratings\ntrafficPolicy:\n" + policy.indent(2)))
                .cluster("outbound|9080||ratings.default.svc.cluster.local");
    }

    private static HttpProtocolOptions options(Cluster cluster) throws InvalidProtocolBufferException {
        return cluster.getTypedExtensionProtocolOptionsOrThrow(ConnectionPools.PROTOCOL_OPTIONS)
                .unpack(HttpProtocolOptions.class);
    }

    @Test
    void keepsConnectionsAsWritten() throws Exception {
        HttpProtocolOptions options = options(cluster("""
                connectionPool:
                  tcp: {maxConnectionDuration: 1h, idleTimeout: 5m}
                  http: {idleTimeout: 10m, maxRequestsPerConnection: 7, maxConcurrentStreams: 50,
                         http2KeepAlive: {interval: 30s, timeout: 5s}}
                """));
        var common = options.getCommonHttpProtocolOptions();
        assertThat(common.getIdleTimeout().getSeconds())
                .as("http goes before tcp")
                .isEqualTo(600);
        assertThat(common.getMaxConnectionDuration().getSeconds()).isEqualTo(3600);
        assertThat(common.getMaxRequestsPerConnection().getValue()).isEqualTo(7);
        var http2 = options.getExplicitHttpConfig().getHttp2ProtocolOptions();
        assertThat(http2.getMaxConcurrentStreams().getValue()).isEqualTo(50);
        assertThat(http2.getConnectionKeepalive().getInterval().getSeconds()).isEqualTo(30);
        assertThat(http2.getConnectionKeepalive().getTimeout().getSeconds()).isEqualTo(5);
    }

    @Test
    void leavesTheProtocolToTheClientWhereWritten() throws Exception {
        HttpProtocolOptions options =
                options(cluster("connectionPool: {http: {useClientProtocol: true, maxConcurrentStreams: 50}}"));
        assertThat(options.hasExplicitHttpConfig()).isFalse();
        assertThat(options.getUseDownstreamProtocolConfig()
                        .getHttp2ProtocolOptions()
                        .getMaxConcurrentStreams()
                        .getValue())
                .isEqualTo(50);
    }

    @Test
    void takesTheIdleTimeoutOfTcpWhereHttpHasNone() throws Exception {
        assertThat(options(cluster("connectionPool: {tcp: {idleTimeout: 5m}}"))
                        .getCommonHttpProtocolOptions()
                        .getIdleTimeout()
                        .getSeconds())
                .isEqualTo(300);
    }

    @Test
    void probesSilentConnectionsAsWritten() {
        TcpKeepalive probes = cluster("connectionPool: {tcp: {tcpKeepalive: {probes: 3, time: 2h, interval: 75s}}}")
                .getUpstreamConnectionOptions()
                .getTcpKeepalive();
        assertThat(probes.getKeepaliveProbes().getValue()).isEqualTo(3);
        assertThat(probes.getKeepaliveTime().getValue()).isEqualTo(7200);
        assertThat(probes.getKeepaliveInterval().getValue()).isEqualTo(75);
        assertThat(cluster("connectionPool: {tcp: {maxConnections: 1}}").hasUpstreamConnectionOptions())
                .isFalse();
    }

    @Test
    void countsZeroAsUnset() throws Exception {
        Cluster cluster = cluster("""
                connectionPool:
                  tcp: {maxConnections: 0}
                  http: {http1MaxPendingRequests: 0, http2MaxRequests: 0, maxRetries: 0, maxRequestsPerConnection: 0}
                """);
        var thresholds = cluster.getCircuitBreakers().getThresholds(0);
        assertThat(thresholds.getMaxConnections().getValue()).isEqualTo(-1);
        assertThat(thresholds.getMaxPendingRequests().getValue()).isEqualTo(-1);
        assertThat(thresholds.getMaxRequests().getValue()).isEqualTo(-1);
        assertThat(thresholds.getMaxRetries().getValue()).isEqualTo(-1);
        assertThat(options(cluster).getCommonHttpProtocolOptions().hasMaxRequestsPerConnection())
                .isFalse();
    }

    @Test
    void namesTheStatusesThatCountAsErrors() {
        Cluster cluster = cluster("outlierDetection: {outlierDetectionHttpErrorCodes: [429, 503]}");
        assertThat(cluster.getMetadata()
                        .getFilterMetadataOrThrow("weft")
                        .getFieldsOrThrow("outlierErrorCodes")
                        .getListValue()
                        .getValuesList())
                .extracting(Value::getNumberValue)
                .containsExactly(429.0, 503.0);
    }
}
