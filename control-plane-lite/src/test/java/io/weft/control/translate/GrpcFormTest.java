package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stock gRPC clients are told instead of what they would refuse or misread. */
class GrpcFormTest {

    private static final String TO_REVIEWS = "route: [{destination: {host: reviews}}]";

    @Test
    void decidesAboutPseudoHeadersBeforehand() {
        assertThat(routes("{method: {exact: POST}, scheme: {prefix: ht}, authority: {exact: 'reviews:9080'}}"))
                .singleElement()
                .satisfies(
                        route -> assertThat(route.getMatch().getHeadersCount()).isZero());
        assertThat(routes("{method: {exact: GET}}")).isEmpty();
        assertThat(routes("{authority: {exact: reviews}}")).isEmpty();
    }

    @Test
    void leavesOutRoutesThatAskForQueryParameters() {
        assertThat(routes("{queryParams: {q: {}}}")).isEmpty();
    }

    @Test
    void saysIsNotThisInTwoRoutes() {
        List<Route> routes = routes("{withoutHeaders: {end-user: {exact: jason}}}");
        assertThat(routes).hasSize(2);
        HeaderMatcher absent = routes.get(0).getMatch().getHeaders(0);
        assertThat(absent.getPresentMatch() && absent.getInvertMatch()).isTrue();
        HeaderMatcher other = routes.get(1).getMatch().getHeaders(0);
        assertThat(other.getInvertMatch()).isTrue();
        assertThat(other.getTreatMissingHeaderAsEmpty()).isFalse();
        assertThat(other.getStringMatch().getExact()).isEqualTo("jason");
    }

    @Test
    void saysIsNotEmptyInOneRoute() {
        assertThat(routes("{withoutHeaders: {end-user: {exact: ''}}}")).hasSize(1);
    }

    @Test
    void failsCallsThatItCannotAnswerAndTellsWhy() {
        Given given = Given.rules("- redirect: {uri: /a}\n").asked(ClientKind.GRPC, "default");
        assertThat(given.route().hasNonForwardingAction()).isTrue();
        assertThat(given.view().problems(given.client(), "reviews:9080"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("spec.http[0].redirect"));
    }

    /** gRPC would wait for it, and with it for all others. */
    @Test
    void hasAClusterWithoutEndpointsWhereThereIsNone() {
        Given given = Given.rules("- route: [{destination: {host: reviews}}]\n").asked(ClientKind.GRPC, "default");
        assertThat(given.resource(ResourceType.CDS, "outbound|1||nowhere")).isPresent();
        assertThat(given.asked(ClientKind.WEFT, "default").resource(ResourceType.CDS, "outbound|1||nowhere"))
                .isEmpty();
    }

    @Test
    void saysATimeoutInTheFieldThatGrpcReads() {
        assertThat(action("timeout: 2s")
                        .getMaxStreamDuration()
                        .getMaxStreamDuration()
                        .getSeconds())
                .isEqualTo(2);
        assertThat(action("").hasMaxStreamDuration()).isFalse();
    }

    @Test
    void retriesOnWhatGrpcKnowsOrNotAtAll() {
        assertThat(action("").getRetryPolicy().getRetryOn()).isEqualTo("unavailable,cancelled");
        assertThat(action("retries: {attempts: 3, retryOn: '5xx,reset'}").hasRetryPolicy())
                .isFalse();
        assertThat(action("retries: {attempts: 0}").hasRetryPolicy()).isFalse();
    }

    @Test
    void namesTheRoutesAsCalledWithoutTrailingDots() {
        Given given = Given.yaml(Given.WORLD).asked(ClientKind.GRPC, "default");
        assertThat(given.routeConfiguration("reviews:9080").getName()).isEqualTo("reviews:9080");
        assertThat(given.routeConfiguration("reviews:9080").getVirtualHosts(0).getDomainsList())
                .contains("reviews", "reviews:9080", "reviews.default", "reviews.default.svc.cluster.local:9080")
                .noneMatch(domain -> domain.endsWith("."));
    }

    @Test
    void balancesByWhatEveryGrpcHas() {
        assertThat(cluster("loadBalancer: {simple: RANDOM}").getLbPolicy()).isEqualTo(LbPolicy.ROUND_ROBIN);
        assertThat(cluster("loadBalancer: {simple: LEAST_REQUEST}").getLbPolicy())
                .isEqualTo(LbPolicy.LEAST_REQUEST);
        assertThat(cluster("connectionPool: {http: {maxRetries: 1}}").getLbPolicy())
                .isEqualTo(LbPolicy.ROUND_ROBIN);
    }

    @Test
    void switchesEjectionByRatesOff() {
        Cluster cluster = cluster("outlierDetection: {consecutive5xxErrors: 1}");
        assertThat(cluster.getOutlierDetection().hasEnforcingSuccessRate()).isTrue();
        assertThat(cluster.getOutlierDetection().hasEnforcingFailurePercentage())
                .isTrue();
        assertThat(cluster.getOutlierDetection().getEnforcingFailurePercentage().getValue())
                .isZero();
    }

    @Test
    void resolvesANameAsOneClusterForGrpcRefusesNamesAsEndpoints() {
        Given given = Given.yaml("""
                        apiVersion: networking.istio.io/v1
                        kind: ServiceEntry
                        metadata: {name: api}
                        spec:
                          hosts: [api.example.com]
                          resolution: DNS
                          ports: [{number: 80, name: grpc, protocol: GRPC}]
                        """).asked(ClientKind.GRPC, "default");
        Cluster cluster = given.cluster("outbound|80||api.example.com");
        assertThat(cluster.getType()).isEqualTo(DiscoveryType.LOGICAL_DNS);
        assertThat(cluster.getLoadAssignment().getEndpointsCount()).isEqualTo(1);
        assertThat(given.addresses("outbound|80||api.example.com")).isEmpty();
    }

    private static List<Route> routes(String match) {
        return Given.rules("- {match: [" + match + "], " + TO_REVIEWS + "}\n")
                .asked(ClientKind.GRPC, "default")
                .routes("reviews:9080");
    }

    private static RouteAction action(String more) {
        return Given.rules("- " + TO_REVIEWS + "\n" + more.indent(2))
                .asked(ClientKind.GRPC, "default")
                .route()
                .getRoute();
    }

    private static Cluster cluster(String policy) {
        return Given.yaml(
                        Given.service("ratings").replaceAll("(?s)---\napiVersion: networking.*", ""),
                        Given.destinationRule("name: ratings", "host: ratings\ntrafficPolicy: {" + policy + "}\n"))
                .asked(ClientKind.GRPC, "default")
                .cluster("outbound|9080||ratings.default.svc.cluster.local");
    }
}
