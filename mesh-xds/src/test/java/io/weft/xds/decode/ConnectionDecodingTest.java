package io.weft.xds.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.OutlierDetection;
import io.weft.model.Thresholds;
import io.weft.proto.envoy.v3.HttpProtocolOptions;
import io.weft.xds.Messages;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Connections, budgets and error codes in Envoy's words, beside what they become. */
class ConnectionDecodingTest {

    private static final int ANY = Integer.MAX_VALUE;

    private static io.weft.model.Cluster policy(Message cluster) {
        return ((Resource.ClusterPolicy)
                        ResourceType.CDS.decode(cluster).resource().orElseThrow())
                .policy();
    }

    private static ConnectionPolicy connections(HttpProtocolOptions options) {
        return policy(Messages.cluster("c").toBuilder()
                        .putTypedExtensionProtocolOptions(
                                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                                Any.newBuilder()
                                        .setValue(options.toByteString())
                                        .build())
                        .build())
                .connections();
    }

    private static io.weft.model.Cluster text(String fields) {
        return policy(Text.parse("name: 'c' type: EDS " + fields, Cluster.newBuilder()));
    }

    private static Duration seconds(int seconds) {
        return Duration.newBuilder().setSeconds(seconds).build();
    }

    @Test
    void keepsConnectionsForAnHourUnlessTold() {
        assertThat(policy(Messages.cluster("c")).connections()).isEqualTo(ConnectionPolicy.DEFAULT);
        assertThat(connections(HttpProtocolOptions.getDefaultInstance())).isEqualTo(ConnectionPolicy.DEFAULT);
    }

    @Test
    void readsHowConnectionsAreKept() {
        ConnectionPolicy policy = connections(HttpProtocolOptions.newBuilder()
                .setCommonHttpProtocolOptions(HttpProtocolOptions.Common.newBuilder()
                        .setIdleTimeout(seconds(5))
                        .setMaxConnectionDuration(seconds(60))
                        .setMaxRequestsPerConnection(UInt32Value.of(3)))
                .setExplicitHttpConfig(HttpProtocolOptions.ExplicitHttpConfig.newBuilder()
                        .setHttp2ProtocolOptions(
                                HttpProtocolOptions.Http2.newBuilder().setMaxConcurrentStreams(UInt32Value.of(50))))
                .build());
        assertThat(policy)
                .isEqualTo(new ConnectionPolicy(
                        3,
                        Optional.of(java.time.Duration.ofSeconds(5)),
                        Optional.of(java.time.Duration.ofMinutes(1)),
                        Optional.empty(),
                        50));
    }

    @Test
    void neverGivesAnIdleConnectionUpIfTheTimeoutIsZero() {
        assertThat(connections(HttpProtocolOptions.newBuilder()
                                .setCommonHttpProtocolOptions(
                                        HttpProtocolOptions.Common.newBuilder().setIdleTimeout(seconds(0)))
                                .build())
                        .idleTimeout())
                .isEmpty();
    }

    @Test
    void readsTcpKeepalive() {
        assertThat(text("upstream_connection_options { tcp_keepalive { keepalive_probes { value: 3 }"
                                + " keepalive_time { value: 7200 } keepalive_interval { value: 75 } } }")
                        .connections()
                        .keepAlive())
                .contains(new ConnectionPolicy.KeepAlive(
                        3, java.time.Duration.ofHours(2), java.time.Duration.ofSeconds(75)));
    }

    @Test
    void readsHttp2KeepAliveAndZeroAsNone() {
        assertThat(connections(pings(30, 5)).pings())
                .contains(
                        new ConnectionPolicy.Pings(java.time.Duration.ofSeconds(30), java.time.Duration.ofSeconds(5)));
        assertThat(connections(pings(0, 5)).pings()).isEmpty();
    }

    @Test
    void readsUseClientProtocol() {
        var options = HttpProtocolOptions.newBuilder()
                .setUseDownstreamProtocolConfig(HttpProtocolOptions.UseDownstreamHttpConfig.newBuilder()
                        .setHttp2ProtocolOptions(
                                HttpProtocolOptions.Http2.newBuilder().setMaxConcurrentStreams(UInt32Value.of(50))))
                .build();
        assertThat(connections(options).clientProtocol()).isTrue();
        assertThat(connections(options).maxConcurrentStreams()).isEqualTo(50);
        assertThat(connections(pings(30, 5)).clientProtocol()).isFalse();
    }

    private static HttpProtocolOptions pings(int interval, int timeout) {
        return HttpProtocolOptions.newBuilder()
                .setExplicitHttpConfig(HttpProtocolOptions.ExplicitHttpConfig.newBuilder()
                        .setHttp2ProtocolOptions(HttpProtocolOptions.Http2.newBuilder()
                                .setConnectionKeepalive(HttpProtocolOptions.Keepalive.newBuilder()
                                        .setInterval(seconds(interval))
                                        .setTimeout(seconds(timeout)))))
                .build();
    }

    @Test
    void takesWhatARuleSaysOfRetriesAtItsWord() {
        assertThat(text("circuit_breakers { thresholds { max_retries { value: 5 } } }")
                        .thresholds()
                        .retryBudget())
                .isEqualTo(Thresholds.RetryBudget.UNLIMITED);
        assertThat(text("circuit_breakers { thresholds { retry_budget {} } }").thresholds())
                .matches(caps -> caps.maxRetries() == ANY)
                .matches(caps -> caps.retryBudget().equals(new Thresholds.RetryBudget(20, 3)));
        assertThat(text("circuit_breakers { thresholds { max_retries { value: 4294967295 } } }")
                        .thresholds()
                        .retryBudget())
                .isEqualTo(Thresholds.RetryBudget.DEFAULT);
    }

    @Test
    void readsTheStatusesThatCountAsErrors() {
        assertThat(text("outlier_detection {} metadata { filter_metadata { key: 'weft' value { fields {"
                                + " key: 'outlierErrorCodes' value { list_value {"
                                + " values { number_value: 429 } values { number_value: 503 } } } } } } }")
                        .outlierDetection()
                        .map(OutlierDetection::errorCodes)
                        .orElseThrow())
                .containsExactlyInAnyOrder(429, 503);
    }
}
