package io.weft.runtime.reactor;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.UpstreamTls;
import io.weft.runtime.World;
import io.weft.runtime.call.HttpReply;
import io.weft.runtime.http.HttpsBackend;
import io.weft.runtime.tls.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS originated by a rule for calls to {@code http://}. */
class ReactorTlsTest extends ReactorBed {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair server;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair me;

    @SuppressWarnings("NullAway.Init")
    private HttpsBackend https;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = Certificates.make(folder, "server", "dns:reviews,dns:other.example.com,uri:spiffe://mesh/api");
        me = Certificates.make(folder, "me", "dns:me");
    }

    @AfterEach
    void stop() {
        https.close();
    }

    private void serve(SSLContext context, boolean asksForClient) throws Exception {
        https = new HttpsBackend(context, asksForClient);
    }

    private void originate(Optional<String> sni, String authorities, Optional<String> key, String... names) {
        UpstreamTls tls = new UpstreamTls(
                sni,
                List.of(names),
                Optional.of(authorities),
                key.map(file -> me.certificate().toString()),
                key,
                false);
        World world =
                new World(Cluster.Protocol.HTTP1).subset("v1", https.address()).otherwise(to("v1"));
        source.publish(World.secured(world.snapshot(), tls, "rules.yaml:7"));
    }

    private String failure() {
        var reply = Calls.call(client, Calls.get(URL));
        assertThat(reply.headers()).containsEntry(":status", "503");
        assertThat(https.seen()).isEmpty();
        return "" + reply.headers().get(HttpReply.DETAILS);
    }

    @Test
    void makesTlsOfAPlainCallAndAsksForTheHostThatItNames() throws Exception {
        serve(server.server(), false);
        originate(Optional.empty(), server.certificate().toString(), Optional.empty());

        assertThat(get()).isEqualTo("200 secured");
        assertThat(get()).isEqualTo("200 secured");
        assertThat(https.seen())
                .hasSize(2)
                .allMatch(line -> line.contains("value=reviews") && line.endsWith(" reviews:9080"));
    }

    @Test
    void asksForTheNameOfTheRule() throws Exception {
        serve(server.server(), false);
        originate(Optional.of("other.example.com"), server.certificate().toString(), Optional.empty());

        assertThat(get()).isEqualTo("200 secured");
        assertThat(https.seen().get(0)).contains("other.example.com").endsWith(" reviews:9080");
    }

    @Test
    void acceptsTheSubjectAltNamesOfTheRuleAlone() throws Exception {
        serve(server.server(), false);
        String authorities = server.certificate().toString();
        originate(Optional.empty(), authorities, Optional.empty(), "spiffe://mesh/somebody-else");
        assertThat(failure()).contains("TLS: ", "not for spiffe://mesh/somebody-else", "UF");

        originate(Optional.empty(), authorities, Optional.empty(), "spiffe://mesh/api");
        assertThat(get()).isEqualTo("200 secured");
    }

    @Test
    void refusesACertificateOfAnotherAuthority() throws Exception {
        serve(server.server(), false);
        originate(Optional.empty(), me.certificate().toString(), Optional.empty());

        assertThat(failure()).contains("TLS: ");
    }

    @Test
    void showsItsCertificateWhereTheRuleIsMutual() throws Exception {
        serve(server.server(me), true);
        originate(
                Optional.empty(),
                server.certificate().toString(),
                Optional.of(me.key().toString()));
        assertThat(get()).isEqualTo("200 secured");
    }

    @Test
    void namesTheFileAndTheRuleThatAreWrong() throws Exception {
        serve(server.server(), false);
        originate(Optional.empty(), "/no/such.pem", Optional.empty());

        assertThat(failure()).contains("rules.yaml:7", "caCertificates /no/such.pem does not exist");
    }

    @Test
    void readsAFileAnewWhenItChanges() throws Exception {
        serve(server.server(), false);
        Path authorities = folder.resolve("roots.pem");
        Files.copy(me.certificate(), authorities);
        originate(Optional.empty(), authorities.toString(), Optional.empty());
        failure();

        Files.write(authorities, List.of(Files.readString(me.certificate()), Files.readString(server.certificate())));
        assertThat(get()).isEqualTo("200 secured");
    }
}
