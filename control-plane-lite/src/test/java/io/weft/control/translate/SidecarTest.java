package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sidecar.egress: what of the mesh a workload may call. */
class SidecarTest {

    private static final String ELSEWHERE = """
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: stock, namespace: warehouse}
            spec: {selector: {app: stock}, ports: [{name: http, port: 9080}, {name: http-admin, port: 9090}]}
            """;

    private static Given with(String meta, String spec) {
        return Given.yaml(Given.WORLD + ELSEWHERE, """
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {%s}
                spec:
                """.formatted(meta) + spec.indent(2));
    }

    private static Given egress(String... hosts) {
        return with("name: default", "egress: [{hosts: ['" + String.join("', '", hosts) + "']}]\n");
    }

    private static boolean reaches(Given given, String called) {
        return given.listener(called).hasRds();
    }

    @Test
    void seesEverythingWithoutASidecar() {
        Given all = Given.yaml(Given.WORLD + ELSEWHERE);
        assertThat(reaches(all, "reviews:9080")).isTrue();
        assertThat(reaches(all, "stock.warehouse:9080")).isTrue();
    }

    @Test
    void seesItsOwnNamespace() {
        assertThat(reaches(egress("./*"), "reviews:9080")).isTrue();
        assertThat(reaches(egress("./*"), "stock.warehouse:9080")).isFalse();
    }

    @Test
    void seesASingleHostOfANamespace() {
        Given one = egress("default/ratings.default.svc.cluster.local", "warehouse/*");
        assertThat(reaches(one, "ratings:9080")).isTrue();
        assertThat(reaches(one, "reviews:9080")).isFalse();
        assertThat(reaches(one, "stock.warehouse:9080")).isTrue();
    }

    @Test
    void seesAHostInAnyNamespace() {
        Given all = egress("*/*");
        assertThat(reaches(all, "reviews:9080")).isTrue();
        assertThat(reaches(all, "stock.warehouse:9080")).isTrue();
        assertThat(reaches(egress("*/*.warehouse.svc.cluster.local"), "reviews:9080"))
                .isFalse();
    }

    @Test
    void seesNothingOfNoNamespace() {
        assertThat(reaches(egress("~/*"), "reviews:9080")).isFalse();
    }

    @Test
    void leavesOutANamespace() {
        Given most = egress("*/*", "~warehouse/*");
        assertThat(reaches(most, "reviews:9080")).isTrue();
        assertThat(reaches(most, "stock.warehouse:9080")).isFalse();
    }

    @Test
    void looksAtTheListenerOfThePortAlone() {
        Given ports = with("name: default", """
                egress:
                - port: {number: 9090, protocol: HTTP, name: admin}
                  hosts: ['warehouse/*']
                - hosts: ['./*']
                """);
        assertThat(reaches(ports, "stock.warehouse:9090")).isTrue();
        assertThat(reaches(ports, "stock.warehouse:9080")).isFalse();
        assertThat(reaches(ports, "reviews:9080")).isTrue();
    }

    @Test
    void prefersTheSidecarThatSelectsTheWorkload() {
        String both = Given.WORLD + """
                ---
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: default}
                spec: {egress: [{hosts: ['./*']}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: productpage}
                spec:
                  workloadSelector: {labels: {app: productpage}}
                  egress: [{hosts: ['./reviews.default.svc.cluster.local']}]
                """;
        Given page = Given.yaml(both);
        assertThat(reaches(page, "ratings:9080")).isFalse();
        Given other = new Given(
                page.config(),
                page.registry(),
                new ClientScope(ClientKind.WEFT, "default", Map.of("app", "reviews")),
                page.previous());
        assertThat(reaches(other, "ratings:9080")).isTrue();
    }

    @Test
    void fallsBackOnTheRootNamespace() {
        Given root = with("name: default, namespace: istio-system", "egress: [{hosts: ['./*']}]\n");
        assertThat(reaches(root, "reviews:9080")).isTrue();
        assertThat(reaches(root, "stock.warehouse:9080")).isFalse();
    }

    @Test
    void refusesWhatIsOutOfReachWhereOnlyTheRegistryMayBeCalled() {
        Given strict = with("name: default", """
                egress: [{hosts: ['./*']}]
                outboundTrafficPolicy: {mode: REGISTRY_ONLY}
                """);
        assertThat(strict.listener("stock.warehouse:9080").getRouteConfig().getName())
                .isEqualTo("block_all");
        assertThat(egress("./*")
                        .listener("stock.warehouse:9080")
                        .getRouteConfig()
                        .getName())
                .isEqualTo("allow_any");
    }

    @Test
    void stillLeadsToWhereARuleWithinReachSends() {
        Given given = Given.yaml(Given.WORLD + ELSEWHERE, Given.virtualService("reviews", """
                - route: [{destination: {host: stock.warehouse.svc.cluster.local, port: {number: 9080}}}]
                """), """
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: default}
                spec: {egress: [{hosts: ['./*']}]}
                """);
        assertThat(given.route().getRoute().getCluster()).isEqualTo("outbound|9080||stock.warehouse.svc.cluster.local");
        assertThat(given.cluster("outbound|9080||stock.warehouse.svc.cluster.local"))
                .isNotNull();
    }
}
