package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.weft.control.registry.Locality;
import io.weft.control.registry.Workload;
import io.weft.control.registry.Workload.State;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which addresses stand behind a cluster. */
class EndpointTest {

    private static final String ALL = "outbound|9080||reviews.default.svc.cluster.local";

    @Test
    void aSelectorFindsRegisteredWorkloadsAndASubsetSomeOfThem() {
        Given given = Given.yaml(Given.WORLD)
                .workload("reviews", "v1", "10.0.0.1")
                .workload("reviews", "v2", "10.0.0.2")
                .workload("ratings", "v1", "10.0.0.3");
        assertThat(given.addresses(ALL)).containsExactly("10.0.0.1:9080", "10.0.0.2:9080");
        assertThat(given.addresses(ALL.replace("||", "|v2|"))).containsExactly("10.0.0.2:9080");
    }

    @Test
    void aSelectorFindsWorkloadEntriesOfItsNamespace() {
        Given given = Given.yaml(Given.WORLD, entry("default"), entry("other"));
        assertThat(given.addresses(ALL)).containsExactly("10.0.1.1:9081");
    }

    @Test
    void aWorkloadIsReachedOnThePortThatItRegistered() {
        Given given = Given.yaml(Given.WORLD).with(reviews(State.READY, Map.of("http", 19080)));
        assertThat(given.addresses(ALL)).containsExactly("10.0.0.1:19080");
    }

    @Test
    void aNumericTargetPortIsTheWorkloadsPort() {
        String service = Given.service("reviews").replace("port: 9080", "port: 9080, targetPort: 8080");
        assertThat(Given.yaml(service.replaceAll("(?s)---\napiVersion: networking.*", ""))
                        .workload("reviews", "v1", "10.0.0.1")
                        .addresses(ALL))
                .containsExactly("10.0.0.1:8080");
    }

    @Test
    void onlyAReadyWorkloadIsHealthy() {
        Given given = Given.yaml(Given.WORLD);
        assertThat(given.with(reviews(State.STARTING, Map.of())).addresses(ALL)).isEmpty();
        assertThat(health(given.with(reviews(State.READY, Map.of())))).isEqualTo(HealthStatus.HEALTHY);
        assertThat(health(given.with(reviews(State.DRAINING, Map.of())))).isEqualTo(HealthStatus.DRAINING);
    }

    @Test
    void anEndpointCarriesLabelsLocalityAndWeight() {
        ClusterLoadAssignment assignment =
                Given.yaml(Given.WORLD).with(reviews(State.READY, Map.of())).endpoints(ALL);
        LbEndpoint endpoint = assignment.getEndpoints(0).getLbEndpoints(0);
        assertThat(endpoint.getLoadBalancingWeight().getValue()).isEqualTo(3);
        assertThat(assignment.getEndpoints(0).getLoadBalancingWeight().getValue())
                .isEqualTo(3);
        assertThat(assignment.getEndpoints(0).getLocality().getZone()).isEqualTo("z");
        assertThat(endpoint.getMetadata()
                        .getFilterMetadataOrThrow("weft")
                        .getFieldsOrThrow("labels")
                        .getStructValue()
                        .getFieldsOrThrow("version")
                        .getStringValue())
                .isEqualTo("v1");
    }

    @Test
    void anUnknownClusterHasNoEndpoints() {
        assertThat(Given.yaml(Given.WORLD).endpoints("outbound|1||nowhere").getEndpointsCount())
                .isZero();
    }

    @Test
    void aServiceEntryListsItsEndpoints() {
        Given given = Given.yaml(serviceEntry(
                "resolution: STATIC\n  endpoints: [{address: 10.0.0.7, ports: {http: 8080}}, {address: 10.0.0.8}]"));
        assertThat(given.addresses("outbound|80||api.example.com")).containsExactly("10.0.0.7:8080", "10.0.0.8:8888");
    }

    @Test
    void aServiceEntrySelectsWorkloads() {
        Given given = Given.yaml(serviceEntry("resolution: STATIC\n  workloadSelector: {labels: {app: reviews}}"))
                .workload("reviews", "v1", "10.0.0.1");
        assertThat(given.addresses("outbound|80||api.example.com")).containsExactly("10.0.0.1:8888");
    }

    @Test
    void aNameThatDnsResolvesIsAnEndpointForOurRuntime() {
        Given given = Given.yaml(serviceEntry("resolution: DNS"));
        assertThat(given.addresses("outbound|80||api.example.com")).containsExactly("api.example.com:8888");
    }

    private static HealthStatus health(Given given) {
        return given.endpoints(ALL).getEndpoints(0).getLbEndpoints(0).getHealthStatus();
    }

    private static Workload reviews(State state, Map<String, Integer> ports) {
        return new Workload(
                "reviews-1",
                "default",
                "reviews",
                "10.0.0.1",
                Map.of("app", "reviews", "version", "v1"),
                ports,
                Locality.parse("r/z"),
                3,
                "",
                state);
    }

    private static String entry(String namespace) {
        return """
                apiVersion: networking.istio.io/v1
                kind: WorkloadEntry
                metadata: {name: vm, namespace: %s}
                spec: {address: 10.0.1.1, labels: {app: reviews}, ports: {http: 9081}}
                """.formatted(namespace);
    }

    private static String serviceEntry(String more) {
        return """
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: api}
                spec:
                  hosts: [api.example.com]
                  location: MESH_INTERNAL
                  ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8888}]
                  %s
                """.formatted(more);
    }
}
