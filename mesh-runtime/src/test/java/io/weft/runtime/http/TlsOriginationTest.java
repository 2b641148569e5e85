package io.weft.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.UpstreamTls;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.call.HttpReply;
import io.weft.runtime.tls.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DestinationRule.trafficPolicy.tls, modes SIMPLE and MUTUAL: a plain HTTP call leaves as TLS. Over real sockets. */
class TlsOriginationTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair server;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair me;

    private final HandSource source = new HandSource();

    @SuppressWarnings("NullAway.Init")
    private Mesh mesh;

    @SuppressWarnings("NullAway.Init")
    private CloseableHttpClient client;

    @SuppressWarnings("NullAway.Init")
    private HttpsBackend https;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = Certificates.make(folder, "server", "dns:reviews,dns:other.example.com,uri:spiffe://mesh/api");
        me = Certificates.make(folder, "me", "dns:me");
    }

    @BeforeEach
    void open() {
        mesh = Mesh.start(MeshOptions.DEFAULT, source);
        HttpClientBuilder builder = HttpClientBuilder.create();
        mesh.install(builder);
        client = builder.build();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        mesh.close();
        https.close();
    }

    private void serve(SSLContext context, boolean asksForClient) throws IOException {
        https = new HttpsBackend(context, asksForClient);
    }

    private void originate(UpstreamTls tls) {
        World world =
                new World(Cluster.Protocol.HTTP1).subset("v1", https.address()).otherwise(World.to("v1"));
        source.publish(World.secured(world.snapshot(), tls, "rules.yaml:7"));
    }

    private static UpstreamTls simple(Path authorities, String... names) {
        return new UpstreamTls(
                Optional.empty(),
                List.of(names),
                Optional.of(authorities.toString()),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private String call() throws IOException {
        return client.execute(new HttpGet("http://reviews:9080/x"), response -> {
            String details = response.getFirstHeader(HttpReply.DETAILS) == null
                    ? ""
                    : response.getFirstHeader(HttpReply.DETAILS).getValue();
            return response.getCode() + " " + EntityUtils.toString(response.getEntity()) + " " + details;
        });
    }

    @Test
    void makesTlsOfAPlainCallAndAsksForTheHostThatItNames() throws Exception {
        serve(server.server(), false);
        originate(simple(server.certificate()));

        assertThat(call()).isEqualTo("200 secured ");
        assertThat(call()).isEqualTo("200 secured ");
        assertThat(https.seen())
                .hasSize(2)
                .allMatch(line -> line.contains("reviews") && line.endsWith(" reviews:9080"));
    }

    @Test
    void asksForTheNameOfTheRule() throws Exception {
        serve(server.server(), false);
        originate(new UpstreamTls(
                Optional.of("other.example.com"),
                List.of(),
                Optional.of(server.certificate().toString()),
                Optional.empty(),
                Optional.empty(),
                false));

        assertThat(call()).isEqualTo("200 secured ");
        assertThat(https.seen().get(0)).contains("other.example.com").endsWith(" reviews:9080");
    }

    @Test
    void acceptsTheSubjectAltNamesOfTheRuleAlone() throws Exception {
        serve(server.server(), false);
        originate(simple(server.certificate(), "spiffe://mesh/api"));
        assertThat(call()).isEqualTo("200 secured ");

        originate(simple(server.certificate(), "spiffe://mesh/somebody-else"));
        assertThat(call())
                .startsWith("503 upstream connect error")
                .contains("transport failure reason: TLS: ", "not for spiffe://mesh/somebody-else", "UF");
    }

    @Test
    void refusesACertificateOfAnotherAuthority() throws Exception {
        serve(server.server(), false);
        originate(simple(me.certificate()));

        assertThat(call()).startsWith("503 ").contains("TLS: ");
        assertThat(https.seen()).isEmpty();
    }

    @Test
    void trustsJavasRootsWhereNoneAreNamed() throws Exception {
        serve(server.server(), false);
        originate(new UpstreamTls(
                Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), false));

        assertThat(call()).startsWith("503 ").contains("TLS: ");
    }

    @Test
    void verifiesNothingWhereTheRuleSaysSo() throws Exception {
        serve(server.server(), false);
        originate(new UpstreamTls(
                Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), true));

        assertThat(call()).isEqualTo("200 secured ");
    }

    private UpstreamTls mutual(String key) {
        return new UpstreamTls(
                Optional.empty(),
                List.of(),
                Optional.of(server.certificate().toString()),
                Optional.of(me.certificate().toString()),
                Optional.of(key),
                false);
    }

    @Test
    void showsItsCertificateWhereTheRuleIsMutual() throws Exception {
        serve(server.server(me), true);
        originate(mutual(me.key().toString()));
        assertThat(call()).isEqualTo("200 secured ");

        originate(simple(server.certificate()));
        assertThat(call()).startsWith("503 ");
    }

    @Test
    void namesTheFileAndTheRuleThatAreWrong() throws Exception {
        serve(server.server(me), true);
        originate(mutual("/no/such.key"));
        assertThat(call())
                .startsWith("503 ")
                .contains("rules.yaml:7", "privateKey /no/such.key does not exist on this machine");

        Path encrypted = Files.writeString(folder.resolve("odd.key"), "nothing");
        originate(mutual(encrypted.toString()));
        assertThat(call()).contains("privateKey " + encrypted + " holds no private key");
    }

    @Test
    void readsAFileAnewWhenItChanges() throws Exception {
        serve(server.server(), false);
        Path authorities = folder.resolve("roots.pem");
        Files.copy(me.certificate(), authorities);
        originate(simple(authorities));
        assertThat(call()).startsWith("503 ");

        Files.write(authorities, List.of(Files.readString(me.certificate()), Files.readString(server.certificate())));
        assertThat(call()).isEqualTo("200 secured ");
    }
}
