package io.weft.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.UpstreamTls;
import io.weft.runtime.Mesh;
import io.weft.runtime.World;
import io.weft.runtime.call.HttpReply;
import io.weft.runtime.tls.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * DestinationRule.trafficPolicy.tls, modes SIMPLE and MUTUAL: a plain HTTP call leaves as TLS, with every HTTP client
 * of the mesh. Over real sockets.
 */
public abstract class TlsOriginationContract extends HttpBed {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair server;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair me;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    private HttpCaller caller;

    @SuppressWarnings("NullAway.Init") // by each test
    private HttpsBackend https;

    protected abstract HttpCaller caller(Mesh mesh);

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = Certificates.make(folder, "server", "dns:reviews,dns:other.example.com,uri:spiffe://mesh/api");
        me = Certificates.make(folder, "me", "dns:me");
    }

    @BeforeEach
    void open() {
        caller = caller(mesh);
    }

    @AfterEach
    void close() {
        caller.close();
        https.close();
    }

    private void serve(SSLContext context, boolean asksForClient) throws IOException {
        https = new HttpsBackend(context, asksForClient);
    }

    private void originate(UpstreamTls tls) {
        World plain = world().subset("v1", https.address()).otherwise(World.to("v1"));
        source.publish(World.secured(plain.snapshot(), tls, "rules.yaml:7"));
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
        var reply = caller.get(URL);
        return reply.headers().get(":status") + " " + reply.body() + " "
                + reply.headers().getOrDefault(HttpReply.DETAILS, "");
    }

    @Test
    void makesTlsOfAPlainCallAndAsksForTheHostThatItNames() throws Exception {
        serve(server.server(), false);
        originate(simple(server.certificate()));

        assertThat(call()).isEqualTo("200 secured ");
        assertThat(call()).isEqualTo("200 secured ");
        assertThat(https.seen())
                .hasSize(2)
                .allMatch(line -> line.contains("value=reviews") && line.endsWith(" reviews:9080"));
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

        originate(simple(Path.of("/no/such.pem")));
        assertThat(call()).contains("rules.yaml:7", "caCertificates /no/such.pem does not exist");
        assertThat(https.seen()).isEmpty();
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
