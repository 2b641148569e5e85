package io.weft.runtime.reactor;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.RouteAction;
import io.weft.model.Thresholds;
import io.weft.model.UpstreamTls;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientContract;
import io.weft.runtime.World;
import io.weft.runtime.http.Http2Backend;
import io.weft.runtime.http.HttpBackend;
import io.weft.runtime.tls.Certificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The contract over HTTP/2, with endpoints that speak nothing else. */
class ReactorHttp2Test extends MeshClientContract {

    private static final String URL = "http://reviews:9080";

    private static final ConnectionPolicy CLIENT_PROTOCOL = new ConnectionPolicy(
            0, Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE, Optional.empty(), true);

    private final ConnectionProvider connections = ConnectionProvider.create("http2", 4);

    @SuppressWarnings("NullAway.Init") // connect() runs before every test
    private ReactorClient client;

    @Override
    protected Cluster.Protocol protocol() {
        return Cluster.Protocol.HTTP2;
    }

    @Override
    protected Http2Backend start(String name) {
        return new Http2Backend(name);
    }

    @Override
    protected void connect(Mesh mesh) {
        client = mesh.reactor().client(HttpClient.create(connections));
    }

    @Override
    protected void disconnect() {
        connections.dispose();
    }

    @Override
    protected Reply call(Map<String, String> headers) {
        return Calls.call(client, Calls.request("GET", URL + "/reviews/0?x=y", headers));
    }

    private Reply post() {
        return Calls.call(client, Calls.post(URL, "four"));
    }

    @Test
    void keepsTheAuthorityAndSharesAConnection() {
        Backend a = backend("a");
        publish(world().subset("v1", a.address()).otherwise(to("v1")));

        assertThat(call().body()).isEqualTo("a");
        assertThat(post().body()).isEqualTo("a");

        assertThat(a.seen().get(0))
                .containsEntry(":authority", "reviews:9080")
                .containsEntry(":path", "/reviews/0?x=y");
        assertThat(a.seen().get(1)).containsEntry(":body", "four");
        assertThat(a.seen())
                .extracting(head -> head.get(":peer"))
                .containsOnly(a.seen().get(0).get(":peer"));
    }

    @Test
    void agreesOnHttp2ByAlpn(@TempDir Path folder) throws Exception {
        Certificates.Pair server = Certificates.make(folder, "server", "dns:reviews");
        UpstreamTls tls = server.trusted();
        try (Http2Backend secured = Http2Backend.secured("secured", server)) {
            World plain = world().subset("v1", secured.address()).otherwise(to("v1"));
            source.publish(World.secured(plain.snapshot(), tls, "rules.yaml:7"));

            assertThat(call().body()).isEqualTo("secured");
            assertThat(secured.seen().get(0))
                    .containsEntry(":scheme", "https")
                    .containsEntry(":authority", "reviews:9080");
        }
    }

    @Test
    void speaksWhatItIsSetUpForWhereTheRuleSaysSo() {
        try (HttpBackend old = new HttpBackend("old")) {
            publish(world().subset("v1", Thresholds.DEFAULT, CLIENT_PROTOCOL, old.address())
                    .otherwise(to("v1")));
            assertThat(call().body()).isEqualTo("old");
        }
        Backend http2 = backend("http2");
        client = mesh().reactor().client(HttpClient.create(connections).protocol(HttpProtocol.H2C));
        publish(new World(Cluster.Protocol.HTTP1)
                .subset("v1", Thresholds.DEFAULT, CLIENT_PROTOCOL, http2.address())
                .otherwise(to("v1")));
        assertThat(call().body()).isEqualTo("http2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Http2Backend.End.class,
            names = {"REFUSED", "GONE"})
    void sendsElsewhereWhatWasRefused(Http2Backend.End end) {
        Http2Backend a = (Http2Backend) backend("a");
        publish(world().subset("v1", a.address()).otherwise(retryingRefused()));
        assertThat(post().body()).isEqualTo("a");
        a.next(end);

        assertThat(post().body()).isEqualTo("a");
        assertThat(a.seen()).hasSize(3);
    }

    @Test
    void takesABrokenStreamForNoRefusal() {
        Http2Backend a = (Http2Backend) backend("a");
        a.next(Http2Backend.End.BROKEN);
        publish(world().subset("v1", a.address()).otherwise(retryingRefused()));

        assertThat(post().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(a.seen()).hasSize(1);
    }

    private static RouteAction.Forward retryingRefused() {
        return retrying(to("v1"), retry(2, Optional.empty(), "refused-stream"));
    }

    @Test
    void givesAConnectionUpThatWasIdleForTheIdleTimeout() throws Exception {
        Backend a = backend("a");
        Duration idle = Duration.ofMillis(200);
        publish(world().subset("v1", Thresholds.DEFAULT, keeping(0, Optional.of(idle)), a.address())
                .otherwise(to("v1")));

        call();
        TimeUnit.MILLISECONDS.sleep(3 * idle.toMillis());
        call();

        assertThat(a.seen()).extracting(head -> head.get(":peer")).doesNotHaveDuplicates();
    }

    @Test
    void leavesACallAloneThatWaitsLongerForItsAnswer() {
        Backend a = backend("a");
        a.next(Reaction.LATE);
        publish(world().subset("v1", Thresholds.DEFAULT, keeping(0, Optional.of(Duration.ofMillis(200))), a.address())
                .otherwise(to("v1")));

        assertThat(call().body()).isEqualTo("a");
    }

    @Test
    void givesAConnectionUpAtItsMaxConnectionDurationOnceNothingIsOnIt() throws Exception {
        Backend a = backend("a");
        a.next(Reaction.LATE);
        Optional<Duration> most = Optional.of(Duration.ofMillis(200));
        var policy = new ConnectionPolicy(0, Optional.empty(), most, Optional.empty(), Integer.MAX_VALUE);
        publish(world().subset("v1", Thresholds.DEFAULT, policy, a.address()).otherwise(to("v1")));

        assertThat(call().body()).isEqualTo("a");
        TimeUnit.MILLISECONDS.sleep(600);
        assertThat(call().body()).isEqualTo("a");

        assertThat(a.seen()).extracting(head -> head.get(":peer")).doesNotHaveDuplicates();
    }

    private static ConnectionPolicy keeping(int requests, Optional<Duration> idle) {
        return new ConnectionPolicy(requests, idle, Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
    }
}
