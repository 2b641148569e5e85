package io.weft.runtime.reactor;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.Thresholds;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientBed.Reply;
import io.weft.runtime.MeshClientBed.Status;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.http.Http2Backend;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** http2KeepAlive over connections of Reactor Netty. Real time is the subject. */
class PingsTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HandSource source = new HandSource();
    private final Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source);
    private final ConnectionProvider connections = ConnectionProvider.create("pings", 1);
    private final ReactorClient client = mesh.reactor().client(HttpClient.create(connections));
    private final Http2Backend server = new Http2Backend("a");

    @BeforeEach
    void publish() {
        var policy = new ConnectionPolicy(
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Integer.MAX_VALUE,
                Optional.of(new ConnectionPolicy.Pings(INTERVAL, TIMEOUT)),
                false);
        source.publish(new World(Cluster.Protocol.HTTP2)
                .subset("v1", Thresholds.DEFAULT, policy, server.address())
                .otherwise(to("v1"))
                .snapshot());
    }

    @AfterEach
    void close() {
        connections.dispose();
        mesh.close();
        server.close();
    }

    private Reply call() {
        return Calls.call(client, Calls.post("http://reviews:9080", "four"));
    }

    @Test
    void keepsASilentConnectionWhoseServerAnswersPings() throws Exception {
        assertThat(call().status()).isEqualTo(Status.OK);
        TimeUnit.MILLISECONDS.sleep(10 * INTERVAL.toMillis());
        assertThat(call().status()).isEqualTo(Status.OK);
        assertThat(server.listener().pings()).isGreaterThan(2);
        assertThat(server.seen().get(1))
                .containsEntry(":peer", server.seen().get(0).get(":peer"));
    }

    @Test
    void breaksAConnectionOffWhoseServerIsGone() {
        assertThat(call().status()).isEqualTo(Status.OK);
        server.listener().fallSilent();
        long begin = System.nanoTime();
        assertThat(call().status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
        assertThat(call().status()).as("over a new connection").isEqualTo(Status.OK);
    }
}
