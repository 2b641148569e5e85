package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import org.junit.jupiter.api.Test;

/** Which DestinationRule holds for a client, and how several become one. */
class DestinationRuleChoiceTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews}
            spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}
            """;
    private static final String HOST = "host: reviews.default.svc.cluster.local\n";
    private static final String NAME = "outbound|9080||reviews.default.svc.cluster.local";

    @Test
    void theClientsNamespaceComesBeforeTheServicesAndThatBeforeTheRoot() {
        String client = rule("namespace: shop, name: client", "ROUND_ROBIN", "");
        String service = rule("namespace: default, name: service", "RANDOM", "");
        String root = rule("namespace: istio-system, name: root", "LEAST_REQUEST", "");
        assertThat(origin(root, service, client)).isEqualTo("shop/client");
        assertThat(origin(root, service)).isEqualTo("default/service");
        assertThat(origin(root)).isEqualTo("istio-system/root");
    }

    @Test
    void oneThatIsNotExportedHoldsInItsNamespaceAlone() {
        assertThat(origin(rule("namespace: default, name: service", "RANDOM", "exportTo: [.]")))
                .isEmpty();
        assertThat(origin(rule("namespace: default, name: service", "RANDOM", "exportTo: [shop]")))
                .isEqualTo("default/service");
    }

    @Test
    void oneOfThatHostComesBeforeAWildcard() {
        String wide = Given.destinationRule(
                "namespace: shop, name: wide", "host: '*.local'\ntrafficPolicy: {loadBalancer: {simple: RANDOM}}\n");
        assertThat(origin(wide)).isEqualTo("shop/wide");
        assertThat(origin(wide, rule("namespace: shop, name: own", "RANDOM", "")))
                .isEqualTo("shop/own");
    }

    @Test
    void laterOnesAddSubsetsAndAMissingPolicy() {
        String first = Given.destinationRule(
                "namespace: default, name: first", HOST + "subsets: [{name: v1, labels: {version: v1}}]\n");
        String second = Given.destinationRule(
                "namespace: default, name: second",
                HOST
                        + "trafficPolicy: {loadBalancer: {simple: RANDOM}}\n"
                        + "subsets: [{name: v1, labels: {version: other}}, {name: v2, labels: {version: v2}}]\n");
        Given given = Given.yaml(SERVICE, first, second).workload("reviews", "v1", "10.0.0.1");
        assertThat(given.cluster(NAME).getLbPolicy()).isEqualTo(LbPolicy.RANDOM);
        assertThat(given.resource(ResourceType.CDS, NAME.replace("||", "|v2|"))).isPresent();
        assertThat(given.addresses(NAME.replace("||", "|v1|"))).containsExactly("10.0.0.1:9080");
    }

    @Test
    void oneForParticularWorkloadsComesBeforeOneForAll() {
        String all = rule("namespace: shop, name: all", "RANDOM", "");
        String mine = rule(
                "namespace: shop, name: mine", "ROUND_ROBIN", "workloadSelector: {matchLabels: {app: productpage}}");
        String others =
                rule("namespace: shop, name: others", "ROUND_ROBIN", "workloadSelector: {matchLabels: {app: cart}}");
        assertThat(origin(all, mine)).isEqualTo("shop/mine");
        assertThat(origin(all, others)).isEqualTo("shop/all");
    }

    private static String origin(String... rules) {
        Cluster cluster = Given.yaml(SERVICE, String.join("", rules))
                .asked(ClientKind.WEFT, "shop")
                .cluster(NAME);
        var istio = cluster.getMetadata().getFilterMetadataOrThrow("istio");
        if (!istio.containsFields("config")) {
            return "";
        }
        String[] path = istio.getFieldsOrThrow("config").getStringValue().split("/");
        return path[5] + "/" + path[7];
    }

    private static String rule(String meta, String balancer, String more) {
        return Given.destinationRule(
                meta, HOST + "trafficPolicy: {loadBalancer: {simple: " + balancer + "}}\n" + more + "\n");
    }
}
