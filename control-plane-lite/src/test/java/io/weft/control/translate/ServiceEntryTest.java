package io.weft.control.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.OutboundTrafficPolicy;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** ServiceEntry field by field, and the TLS that a DestinationRule originates towards its hosts. */
class ServiceEntryTest {

    private static final String API = "outbound|80||api.example.com";

    private static Given entry(String spec) {
        return Given.yaml(entryYaml(spec));
    }

    private static String entryYaml(String spec) {
        return """
                ---
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: api}
                spec:
                """ + spec.indent(2);
    }

    @Test
    void listsEndpointsWithTheirPortsWeightsAndLocalities() {
        Given given = entry("""
                hosts: [api.example.com]
                location: MESH_EXTERNAL
                resolution: STATIC
                ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8080}]
                endpoints:
                - {address: 10.0.0.1, weight: 3, locality: eu/a/1}
                - {address: 10.0.0.2, ports: {http: 9999}, locality: eu/b}
                """);
        assertThat(given.addresses(API)).containsExactly("10.0.0.1:8080", "10.0.0.2:9999");
        LocalityLbEndpoints first = given.endpoints(API).getEndpoints(0);
        assertThat(first.getLocality().getZone()).isEqualTo("a");
        assertThat(first.getLbEndpoints(0).getLoadBalancingWeight().getValue()).isEqualTo(3);
    }

    @Test
    void findsItsWorkloadsByLabel() {
        Given given = entry("""
                hosts: [api.example.com]
                location: MESH_INTERNAL
                resolution: STATIC
                ports: [{number: 80, name: http, protocol: HTTP}]
                workloadSelector: {labels: {app: api}}
                """).workload("api", "v1", "10.0.0.7").workload("other", "v1", "10.0.0.8");
        assertThat(given.addresses(API)).containsExactly("10.0.0.7:80");
    }

    @Test
    void callsItsHostByDnsName() {
        for (String resolution : new String[] {"DNS", "DNS_ROUND_ROBIN", "NONE"}) {
            Given given = entry("""
                    hosts: [api.example.com]
                    resolution: %s
                    ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8080}]
                    """.formatted(resolution));
            assertThat(given.addresses(API)).as(resolution).containsExactly("api.example.com:8080");
        }
    }

    @Test
    void callsItsEndpointsByDnsName() {
        Given given = entry("""
                hosts: [api.example.com]
                resolution: DNS
                ports: [{number: 80, name: http, protocol: HTTP}]
                endpoints: [{address: eu.example.com}, {address: us.example.com, ports: {http: 8080}}]
                """);
        assertThat(given.addresses(API)).containsExactly("eu.example.com:80", "us.example.com:8080");
    }

    @Test
    void standsForEveryNameThatAWildcardTakesIn() {
        for (String resolution : new String[] {"NONE", "DYNAMIC_DNS"}) {
            Given given = entry("""
                            hosts: ['*.example.com']
                            resolution: %s
                            ports: [{number: 80, name: http, protocol: HTTP}]
                            """.formatted(resolution))
                    .mesh(new MeshConfig(
                            "istio-system", "cluster.local", "default", OutboundTrafficPolicy.REGISTRY_ONLY));
            assertThat(given.routes("api.example.com:80").get(0).getRoute().getCluster())
                    .isEqualTo(API);
            assertThat(given.addresses(API)).containsExactly("api.example.com:80");
            assertThat(given.listener("example.org:80").getRouteConfig().getName())
                    .isEqualTo("block_all");
        }
    }

    @Test
    void isSeenWhereItIsExported() {
        Given given = entry("""
                hosts: [api.example.com]
                resolution: DNS
                exportTo: [other]
                ports: [{number: 80, name: http, protocol: HTTP}]
                """);
        assertThat(given.listener("api.example.com:80").hasRds()).isFalse();
        assertThat(given.asked(ClientKind.WEFT, "other")
                        .listener("api.example.com:80")
                        .hasRds())
                .isTrue();
    }

    @Test
    void isSeenWhereTheAnnotationOfAServiceSaysSo() {
        Given given = Given.yaml("""
                apiVersion: v1
                kind: Service
                metadata: {name: api, annotations: {networking.istio.io/exportTo: '.'}}
                spec: {selector: {app: api}, ports: [{name: http, port: 80}]}
                """);
        assertThat(given.listener("api:80").hasRds()).isTrue();
        assertThat(given.asked(ClientKind.WEFT, "other")
                        .listener("api.default:80")
                        .hasRds())
                .isFalse();
    }

    private static UpstreamTlsContext tls(Given given, String cluster) throws IOException {
        return given.cluster(cluster).getTransportSocket().getTypedConfig().unpack(UpstreamTlsContext.class);
    }

    private static Given originating(String entry, String tls) {
        return Given.yaml(entryYaml("""
                        hosts: [api.example.com]
                        resolution: DNS
                        ports: [{number: 80, name: http, protocol: HTTP}, {number: 443, name: https, protocol: HTTPS}]
                        """ + entry), Given.destinationRule("name: api", """
                        host: api.example.com
                        trafficPolicy:
                          portLevelSettings:
                          - port: {number: 443}
                            tls:
                        """ + tls.indent(6)));
    }

    @Test
    void originatesTlsOnThePortOfTheRuleAlone() throws IOException {
        Given given = originating("", "mode: SIMPLE\n");
        assertThat(given.cluster(API).hasTransportSocket()).isFalse();
        UpstreamTlsContext tls = tls(given, "outbound|443||api.example.com");
        assertThat(tls.getCommonTlsContext().getValidationContext().hasSystemRootCerts())
                .isTrue();
        assertThat(tls.getSni()).isEmpty();
    }

    @Test
    void staysPlainWhereTheModeIsDisable() {
        assertThat(originating("", "mode: DISABLE\n")
                        .cluster("outbound|443||api.example.com")
                        .hasTransportSocket())
                .isFalse();
    }

    @Test
    void namesFilesNamesAndServer() throws IOException {
        Given given = originating("", """
                mode: MUTUAL
                sni: sni.example.com
                caCertificates: /etc/ca.pem
                clientCertificate: /etc/me.pem
                privateKey: /etc/me.key
                subjectAltNames: [a.example.com]
                """);
        UpstreamTlsContext tls = tls(given, "outbound|443||api.example.com");
        assertThat(tls.getSni()).isEqualTo("sni.example.com");
        var common = tls.getCommonTlsContext();
        assertThat(common.getValidationContext().getTrustedCa().getFilename()).isEqualTo("/etc/ca.pem");
        assertThat(common.getValidationContext()
                        .getMatchTypedSubjectAltNames(0)
                        .getMatcher()
                        .getExact())
                .isEqualTo("a.example.com");
        assertThat(common.getTlsCertificates(0).getCertificateChain().getFilename())
                .isEqualTo("/etc/me.pem");
        assertThat(common.getTlsCertificates(0).getPrivateKey().getFilename()).isEqualTo("/etc/me.key");
    }

    @Test
    void takesTheEntrysSubjectAltNamesWhereTheRuleHasNone() throws IOException {
        Given given = originating("subjectAltNames: [b.example.com]\n", "mode: SIMPLE\n");
        assertThat(tls(given, "outbound|443||api.example.com")
                        .getCommonTlsContext()
                        .getValidationContext()
                        .getMatchTypedSubjectAltNamesList())
                .allMatch(name -> name.getMatcher().getExact().equals("b.example.com"))
                .isNotEmpty();
    }

    @Test
    void verifiesNothingWhereTheRuleSaysSo() throws IOException {
        Given given = originating("", "{mode: SIMPLE, insecureSkipVerify: true}\n");
        assertThat(tls(given, "outbound|443||api.example.com")
                        .getCommonTlsContext()
                        .hasValidationContext())
                .isFalse();
    }

    @Test
    void keepsTlsAwayFromStockGrpcWhichRefusesFiles() {
        Given given = originating("", "mode: SIMPLE\n").asked(ClientKind.GRPC, "default");
        assertThat(given.cluster("outbound|443||api.example.com").hasTransportSocket())
                .isFalse();
    }
}
