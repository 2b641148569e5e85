package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.ConnectionPolicy.KeepAlive;
import io.weft.model.Thresholds;
import io.weft.runtime.HandSource;
import io.weft.runtime.KernelTimers;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** connectionPool.tcp.tcpKeepalive over real connections. */
class KeepAliveTest {

    private static final KeepAlive ASKED = new KeepAlive(3, Duration.ofSeconds(1_000), Duration.ofSeconds(75));

    private final HandSource source = new HandSource();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RawServer server = new RawServer(connection -> {
        while (connection.request()) {
            connection.answer("from " + connection.number());
        }
        closed.countDown();
    });
    private Mesh mesh;
    private CloseableHttpClient client;

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
        server.close();
    }

    private void publish(Optional<KeepAlive> keepAlive) {
        ConnectionPolicy policy =
                new ConnectionPolicy(0, Optional.empty(), Optional.empty(), keepAlive, Integer.MAX_VALUE);
        source.publish(new World(Cluster.Protocol.HTTP1)
                .subset("v1", Thresholds.DEFAULT, policy, server.address())
                .otherwise(to("v1"))
                .snapshot());
    }

    private String get() throws IOException {
        return client.execute(
                new HttpGet("http://reviews:9080/"), response -> EntityUtils.toString(response.getEntity()));
    }

    @Test
    void probesAConnectionThatIsSilentForTheTime() throws IOException {
        assumeTrue(KernelTimers.areTold());
        publish(Optional.of(ASKED));
        assertThat(get()).isEqualTo("from 1");
        assertThat(get()).as("kept").isEqualTo("from 1");

        assertThat(KernelTimers.keepAlive(server.address()))
                .singleElement()
                .satisfies(left -> assertThat(left).isBetween(Duration.ofSeconds(900), ASKED.time()));
    }

    @Test
    void leavesTheClientsOwnProbesAloneUnasked() throws IOException {
        assumeTrue(KernelTimers.areTold());
        publish(Optional.empty());
        get();

        assertThat(KernelTimers.keepAlive(server.address()))
                .singleElement()
                .satisfies(left -> assertThat(left)
                        .isLessThanOrEqualTo(Duration.ofSeconds(SocketConfig.DEFAULT.getTcpKeepIdle())));
    }

    @Test
    void asksForProbesTimeAndInterval() {
        SocketConfig socket = RuledConnections.probing(ASKED);
        assertThat(socket.isSoKeepAlive()).isTrue();
        assertThat(socket.getTcpKeepCount()).isEqualTo(3);
        assertThat(socket.getTcpKeepIdle()).isEqualTo(1_000);
        assertThat(socket.getTcpKeepInterval()).isEqualTo(75);

        SocketConfig ofTheSystem = RuledConnections.probing(new KeepAlive(0, Duration.ZERO, Duration.ZERO));
        assertThat(ofTheSystem.isSoKeepAlive()).isTrue();
        assertThat(ofTheSystem.getTcpKeepIdle()).isZero();
    }

    @Test
    void closesItsIdleConnectionsToEndpointsThatAreGone() throws Exception {
        publish(Optional.of(ASKED));
        get();
        source.publish(new World(Cluster.Protocol.HTTP1)
                .subset(
                        "v1",
                        Thresholds.DEFAULT,
                        new ConnectionPolicy(
                                0, Optional.empty(), Optional.empty(), Optional.of(ASKED), Integer.MAX_VALUE))
                .otherwise(to("v1"))
                .snapshot());

        assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesItsIdleConnectionsWhereTheRuleIsGone() throws Exception {
        publish(Optional.of(ASKED));
        get();
        publish(Optional.empty());

        assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
        assertThat(get()).isEqualTo("from 2");
    }
}
