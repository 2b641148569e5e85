package io.weft.xds.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.weft.model.Address;
import io.weft.model.Cluster.Protocol;
import io.weft.model.Endpoint;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.OutlierDetection;
import io.weft.model.Thresholds;
import io.weft.model.Upstream;
import io.weft.proto.envoy.v3.HttpProtocolOptions;
import io.weft.xds.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clusters, endpoints and listeners in Envoy's words, beside what they become. */
class ClusterDecodingTest {

    private static final String NAME = "outbound|9080|v1|reviews.default.svc.cluster.local";

    @Test
    void hasEnvoysDefaults() {
        Resource.ClusterPolicy cluster = cluster("");
        assertThat(cluster.loadAssignment()).contains(NAME);
        assertThat(cluster.policy().protocol()).isEqualTo(Protocol.HTTP1);
        assertThat(cluster.policy().loadBalancing()).isEqualTo(new LoadBalancing.RoundRobin());
        assertThat(cluster.policy().outlierDetection()).isEmpty();
        assertThat(cluster.policy().panicPercent()).isEqualTo(50);
        assertThat(cluster.policy().thresholds())
                .isEqualTo(new Thresholds(1024, 1024, 1024, 3, Thresholds.RetryBudget.UNLIMITED));
        assertThat(cluster.policy().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void readsWhatACallNeeds() {
        Resource.ClusterPolicy cluster =
                cluster("lb_policy: LEAST_REQUEST least_request_lb_config { choice_count { value: 3 } }"
                        + " eds_cluster_config { service_name: 'e' } connect_timeout { seconds: 10 } http2_protocol_options {}"
                        + " common_lb_config { healthy_panic_threshold { value: 0 } } circuit_breakers { thresholds {"
                        + " max_requests { value: 7 } max_connections { value: 4294967295 }"
                        + " retry_budget { budget_percent { value: 30 } } } }");
        assertThat(cluster.loadAssignment()).contains("e");
        assertThat(cluster.policy().protocol()).isEqualTo(Protocol.HTTP2);
        assertThat(cluster.policy().loadBalancing()).isEqualTo(new LoadBalancing.LeastRequest(3));
        assertThat(cluster.policy().panicPercent()).isZero();
        assertThat(cluster.policy().thresholds())
                .isEqualTo(new Thresholds(
                        Integer.MAX_VALUE, 1024, 7, Integer.MAX_VALUE, new Thresholds.RetryBudget(30, 3)));
        assertThat(cluster.policy().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void readsTheNewerWayToSayHttp2() {
        HttpProtocolOptions options = HttpProtocolOptions.newBuilder()
                .setExplicitHttpConfig(HttpProtocolOptions.ExplicitHttpConfig.newBuilder()
                        .setHttp2ProtocolOptions(HttpProtocolOptions.Http2.getDefaultInstance()))
                .build();
        Decoded decoded = ResourceType.CDS.decode(Messages.cluster("c").toBuilder()
                .putTypedExtensionProtocolOptions(
                        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                        Any.newBuilder()
                                .setTypeUrl(
                                        "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions")
                                .setValue(options.toByteString())
                                .build())
                .build());
        assertThat(((Resource.ClusterPolicy) decoded.resource().orElseThrow())
                        .policy()
                        .protocol())
                .isEqualTo(Protocol.HTTP2);
    }

    @Test
    void readsOutlierDetectionWithItsDefaults() {
        assertThat(cluster("outlier_detection {}").policy().outlierDetection())
                .contains(new OutlierDetection(
                        5, 0, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(300), 10, false, 5));
        assertThat(cluster("outlier_detection { consecutive_5xx { value: 1 } consecutive_gateway_failure { value: 3 }"
                                + " enforcing_consecutive_gateway_failure { value: 100 } interval { seconds: 1 }"
                                + " base_ejection_time { seconds: 600 } max_ejection_percent { value: 100 }"
                                + " split_external_local_origin_errors: true }")
                        .policy()
                        .outlierDetection())
                .contains(new OutlierDetection(
                        1, 3, Duration.ofSeconds(1), Duration.ofSeconds(600), Duration.ofSeconds(600), 100, true, 5));
        assertThat(cluster("outlier_detection { enforcing_consecutive_5xx {} }")
                        .policy()
                        .outlierDetection()
                        .orElseThrow()
                        .consecutive5xx())
                .isZero();
    }

    @Test
    void knowsItsServiceAndSubset() {
        assertThat(cluster("").policy().service()).isEqualTo("reviews.default.svc.cluster.local");
        assertThat(cluster("").policy().subset()).isEqualTo("v1");
        assertThat(cluster("metadata { filter_metadata { key: 'istio' value {"
                                + " fields { key: 'subset' value { string_value: 'canary' } }"
                                + " fields { key: 'services' value { list_value { values { struct_value {"
                                + " fields { key: 'host' value { string_value: 'h' } } } } } } } } } }")
                        .policy())
                .matches(policy ->
                        policy.service().equals("h") && policy.subset().equals("canary"));
    }

    @Test
    void leavesOutEndpointsThatMustNotBeCalled() {
        Resource decoded = ResourceType.EDS
                .decode(Text.parse(
                        "cluster_name: 'c' endpoints { locality { region: 'eu' zone: 'eu-1' } priority: 1 "
                                + endpoint(
                                        1,
                                        "load_balancing_weight { value: 3 } metadata { filter_metadata { key: 'weft' value {"
                                                + " fields { key: 'labels' value { struct_value { fields { key: 'version' value { string_value: 'v1' } } } } } } } }")
                                + endpoint(2, "health_status: DRAINING")
                                + endpoint(3, "health_status: UNHEALTHY")
                                + endpoint(4, "health_status: HEALTHY")
                                + endpoint(4, "load_balancing_weight { value: 9 }")
                                + "}",
                        io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment.newBuilder()))
                .resource()
                .orElseThrow();
        Locality locality = Locality.parse("eu/eu-1");
        assertThat(((Resource.LoadAssignment) decoded).endpoints())
                .isEqualTo(List.of(
                        new Endpoint(new Address("10.0.0.1", 1), 3, 1, locality, Map.of("version", "v1")),
                        new Endpoint(new Address("10.0.0.1", 4), 1, 1, locality, Map.of())));
    }

    @Test
    void readsListeners() {
        assertThat(ResourceType.LDS.decode(Messages.listener("a:80", "r")).resource())
                .contains(new Resource.RoutedListener("a:80", "r"));
        assertThat(ResourceType.LDS
                        .decode(Messages.placeholder("a:80", "allow_any"))
                        .resource())
                .contains(new Resource.InlineListener("a:80", new Upstream.PassThrough()));
        assertThat(ResourceType.LDS
                        .decode(Messages.placeholder("a:80", "block_all"))
                        .resource())
                .contains(new Resource.InlineListener("a:80", new Upstream.BlackHole()));
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThat(rejection("type: EDS lb_policy: CLUSTER_PROVIDED"))
                .isEqualTo("lb_policy: CLUSTER_PROVIDED is not supported");
        assertThat(rejection("type: ORIGINAL_DST")).isEqualTo("type: ORIGINAL_DST is not supported");
        assertThat(rejection("type: STATIC load_assignment { endpoints { lb_endpoints {} } }"))
                .isEqualTo(
                        "load_assignment.endpoints[0].lb_endpoints[0].endpoint.address.socket_address.address: is empty");
        assertThat(ResourceType.LDS.decode(new byte[] {1, 2, 3}).toString()).isEqualTo("not a serialized Listener");
    }

    private static String endpoint(int port, String fields) {
        return "lb_endpoints { endpoint { address { socket_address { address: '10.0.0.1' port_value: " + port
                + " } } } " + fields + " } ";
    }

    private static Resource.ClusterPolicy cluster(String fields) {
        return (Resource.ClusterPolicy) decode("type: EDS " + fields).resource().orElseThrow();
    }

    private static String rejection(String fields) {
        return decode(fields).toString();
    }

    private static Decoded decode(String fields) {
        return ResourceType.CDS.decode(Text.parse(
                "name: '" + NAME + "' " + fields,
                io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster.newBuilder()));
    }
}
