package io.weft.control.translate;

import static io.weft.control.config.OutboundTrafficPolicy.REGISTRY_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.control.config.MeshConfig;
import org.junit.jupiter.api.Test;

/** What a caller's spelling of a host stands for. */
class ListenerTest {

    private static final String ROUTES = "reviews.default.svc.cluster.local:9080";
    private final Given near = Given.yaml(Given.WORLD);
    private final Given far = near.asked(ClientKind.WEFT, "other");

    @Test
    void knowsAServiceByEverySpelling() {
        for (String host : new String[] {
            "reviews",
            "reviews.default",
            "reviews.default.svc",
            "reviews.default.svc.cluster.local",
            "Reviews",
            "reviews."
        }) {
            assertThat(near.listener(host + ":9080").getRds().getRouteConfigName())
                    .as(host)
                    .isEqualTo(ROUTES);
        }
    }

    @Test
    void knowsABareNameInItsOwnNamespaceAlone() {
        assertThat(far.listener("reviews:9080").hasRouteConfig()).isTrue();
        assertThat(far.listener("reviews.default:9080").getRds().getRouteConfigName())
                .isEqualTo(ROUTES);
    }

    @Test
    void letsCallsToUnknownHostsPass() {
        assertThat(near.listener("example.com:80").getRouteConfig().getName()).isEqualTo("allow_any");
        assertThat(near.listener("reviews:1234").getRouteConfig().getName()).isEqualTo("allow_any");
        assertThat(near.listener("example.com:80").getRouteConfig().getVirtualHostsCount())
                .isZero();
    }

    @Test
    void blocksCallsToUnknownHostsWhereASidecarSaysSo() {
        String sidecar = """
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: default}
                spec:
                  egress: [{hosts: ['*/*']}]
                  outboundTrafficPolicy: {mode: REGISTRY_ONLY}
                """;
        Given given = Given.yaml(Given.WORLD, sidecar);
        assertThat(given.listener("example.com:80").getRouteConfig().getName()).isEqualTo("block_all");
        assertThat(given.asked(ClientKind.WEFT, "other")
                        .listener("example.com:80")
                        .getRouteConfig()
                        .getName())
                .isEqualTo("allow_any");
    }

    @Test
    void blocksCallsToUnknownHostsWhereTheMeshSaysSoAndNoSidecarLetsThemPass() {
        Given strict = near.mesh(new MeshConfig("istio-system", "cluster.local", "default", REGISTRY_ONLY));
        assertThat(strict.listener("example.com:80").getRouteConfig().getName()).isEqualTo("block_all");
        assertThat(strict.listener("reviews:9080").hasRds()).isTrue();
        String sidecar = """
                apiVersion: networking.istio.io/v1
                kind: Sidecar
                metadata: {name: default}
                spec:
                  egress: [{hosts: ['*/*']}]
                """;
        String open = sidecar + "  outboundTrafficPolicy: {mode: ALLOW_ANY}\n";
        assertThat(Given.yaml(sidecar)
                        .mesh(strict.config().mesh())
                        .listener("example.com:80")
                        .getRouteConfig()
                        .getName())
                .isEqualTo("block_all");
        assertThat(Given.yaml(open)
                        .mesh(strict.config().mesh())
                        .listener("example.com:80")
                        .getRouteConfig()
                        .getName())
                .isEqualTo("allow_any");
    }

    @Test
    void knowsAHostOfAServiceEntryAsItIsWritten() {
        Given given = Given.yaml("""
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: api}
                spec:
                  hosts: [api.example.com]
                  resolution: STATIC
                  ports: [{number: 80, name: http, protocol: HTTP}]
                  endpoints: [{address: 10.0.0.1}]
                """);
        assertThat(given.listener("api.example.com:80").getRds().getRouteConfigName())
                .isEqualTo("api.example.com:80");
        assertThat(given.listener("api:80").hasRouteConfig()).isTrue();
    }

    @Test
    void routesAHostThatIsNoServiceByARuleOnPort80() {
        Given given = Given.yaml(Given.WORLD, """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: api}
                spec:
                  hosts: [api.example.com]
                  http: [{route: [{destination: {host: reviews, port: {number: 9080}}}]}]
                """);
        assertThat(given.routes("api.example.com:80").get(0).getRoute().getCluster())
                .isEqualTo("outbound|9080||reviews.default.svc.cluster.local");
        assertThat(given.listener("api.example.com:9080").hasRouteConfig()).isTrue();
    }

    @Test
    void routesAHostThatIsNoServiceBesideOneThatIs() {
        Given given = Given.yaml(Given.WORLD, """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: api}
                spec:
                  hosts: [api.example.com, reviews]
                  http: [{route: [{destination: {host: ratings}}]}]
                """);
        assertThat(given.routes("api.example.com:9080").get(0).getRoute().getCluster())
                .isEqualTo("outbound|9080||ratings.default.svc.cluster.local");
        assertThat(given.listener("api.example.com:80").hasRouteConfig()).isTrue();
    }

    @Test
    void doesNotRouteOtherProtocolsByHttpRules() {
        Given given = Given.yaml(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: reviews}
                spec: {selector: {app: reviews}, ports: [{name: tcp, port: 9080}]}
                """, Given.virtualService("reviews", "- {name: rule, route: [{destination: {host: reviews}}]}\n"));
        assertThat(given.route().getName()).isEqualTo("default");
    }
}
