package io.weft.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.UpstreamTls;
import io.weft.runtime.http.HttpsBackend;
import io.weft.runtime.load.LastCalls;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.tls.Certificates;
import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.LoadAnswer.Missing;
import io.weft.runtime.upstream.LoadReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions go over the TLS that a rule asks for, as calls do. */
class HttpsLoadProbeTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair server;

    @SuppressWarnings("NullAway.Init")
    private static Certificates.Pair me;

    private final LastCalls calls = new LastCalls();
    private final HttpLoadProbe probe = new HttpLoadProbe(calls);
    private String authority = "reviews:9080";

    @SuppressWarnings("NullAway.Init")
    private HttpsBackend https;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = Certificates.make(folder, "server", "dns:reviews,dns:api.example.com");
        me = Certificates.make(folder, "me", "dns:me");
    }

    @AfterEach
    void close() {
        https.close();
    }

    private void serve(SSLContext context, boolean asksForClient) throws Exception {
        https = new HttpsBackend(context, asksForClient);
        https.answer(LoadText.HEADER, "inFlight=7 latencyNanos=1200");
    }

    private static UpstreamTls tls(Optional<String> sni, Path authorities, Optional<Certificates.Pair> own) {
        return new UpstreamTls(
                sni,
                List.of(),
                Optional.of(authorities.toString()),
                own.map(pair -> pair.certificate().toString()),
                own.map(pair -> pair.key().toString()),
                false);
    }

    private Cluster cluster(UpstreamTls tls) {
        World world =
                new World(Cluster.Protocol.HTTP1).subset("v1", https.address()).otherwise(World.to("v1"));
        return Objects.requireNonNull(World.probing(World.secured(world.snapshot(), tls, "rules.yaml:7"))
                .clusters()
                .get("v1"));
    }

    private LoadAnswer ask(UpstreamTls tls) throws Exception {
        Cluster cluster = cluster(tls);
        calls.note(cluster, authority);
        CompletableFuture<LoadAnswer> told = new CompletableFuture<>();
        probe.ask(cluster, https.address(), told::complete);
        return told.get(10, TimeUnit.SECONDS);
    }

    /** The first answers may be too slow: client and TLS are being made. */
    private LoadAnswer answer(UpstreamTls tls) throws Exception {
        LoadAnswer answer = ask(tls);
        for (int i = 0; i < 50 && answer == Missing.SILENCE; i++) {
            answer = ask(tls);
        }
        return answer;
    }

    @Test
    void asksForTheServerThatCallsAskFor() throws Exception {
        serve(server.server(), false);
        assertThat(answer(tls(Optional.empty(), server.certificate(), Optional.empty())))
                .isEqualTo(new LoadReport(7, 1200));
        assertThat(https.seen().get(0)).contains("reviews");
    }

    @Test
    void asksUnderTheNameOfTheLastCall() throws Exception {
        serve(server.server(), false);
        UpstreamTls tls = tls(Optional.empty(), server.certificate(), Optional.empty());
        authority = "reviews.default.svc.cluster.local:9080";
        assertThat(ask(tls)).as("the certificate has another name").isEqualTo(Missing.SILENCE);
        authority = "reviews:9080";
        assertThat(answer(tls)).isEqualTo(new LoadReport(7, 1200));
    }

    @Test
    void asksNobodyBeforeTheFirstCall() throws Exception {
        serve(server.server(), false);
        CompletableFuture<LoadAnswer> told = new CompletableFuture<>();
        probe.ask(
                cluster(tls(Optional.empty(), server.certificate(), Optional.empty())),
                https.address(),
                told::complete);
        assertThat(told).isCompletedWithValue(Missing.SILENCE);
        assertThat(https.seen()).isEmpty();
    }

    @Test
    void asksForTheNameInTheRule() throws Exception {
        serve(server.server(), false);
        assertThat(answer(tls(Optional.of("api.example.com"), server.certificate(), Optional.empty())))
                .isEqualTo(new LoadReport(7, 1200));
        assertThat(https.seen().get(0)).contains("api.example.com");
    }

    @Test
    void provesWhoItIs() throws Exception {
        serve(server.server(me), true);
        assertThat(answer(tls(Optional.empty(), server.certificate(), Optional.of(me))))
                .isEqualTo(new LoadReport(7, 1200));
    }

    @Test
    void asksNoServerThatItDoesNotTrust() throws Exception {
        serve(server.server(), false);
        UpstreamTls other = tls(Optional.of("somebody.else"), server.certificate(), Optional.empty());
        for (int i = 0; i < 5; i++) {
            assertThat(ask(other)).isEqualTo(Missing.SILENCE);
        }
        assertThat(https.seen()).isEmpty();
    }

    @Test
    void asksNobodyByARuleThatCannotBeCarriedOut() throws Exception {
        serve(server.server(), false);
        assertThat(ask(tls(Optional.empty(), Path.of("/no/such.pem"), Optional.empty())))
                .isEqualTo(Missing.SILENCE);
    }

    @Test
    void followsTheFilesOfTheRule() throws Exception {
        Path roots = folder.resolve("roots.pem");
        Files.copy(me.certificate(), roots, StandardCopyOption.REPLACE_EXISTING);
        serve(server.server(), false);
        UpstreamTls tls = tls(Optional.empty(), roots, Optional.empty());
        assertThat(ask(tls)).isEqualTo(Missing.SILENCE);

        Files.copy(server.certificate(), roots, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(roots, FileTime.from(Instant.now().plusSeconds(10)));
        assertThat(answer(tls)).isEqualTo(new LoadReport(7, 1200));
        probe.retain(Set.of());
        assertThat(answer(tls)).isEqualTo(new LoadReport(7, 1200));
    }
}
