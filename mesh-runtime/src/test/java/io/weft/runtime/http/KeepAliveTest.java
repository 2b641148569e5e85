package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.model.Address;
import io.weft.model.ConnectionPolicy;
import io.weft.model.ConnectionPolicy.KeepAlive;
import io.weft.model.Thresholds;
import io.weft.runtime.KernelTimers;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.io.SocketConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** connectionPool.tcp.tcpKeepalive over real connections. */
class KeepAliveTest extends HttpBed {

    private static final KeepAlive ASKED = new KeepAlive(3, Duration.ofSeconds(1_000), Duration.ofSeconds(75));

    private final HttpCaller caller = new ApacheCaller(mesh);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RawServer server = new RawServer(connection -> {
        while (connection.request()) {
            connection.answer("from " + connection.number());
        }
        closed.countDown();
    });

    @AfterEach
    void close() throws IOException {
        caller.close();
        server.close();
    }

    private void publish(Optional<KeepAlive> keepAlive, Address... endpoints) {
        ConnectionPolicy policy =
                new ConnectionPolicy(0, Optional.empty(), Optional.empty(), keepAlive, Integer.MAX_VALUE);
        publish(world().subset("v1", Thresholds.DEFAULT, policy, endpoints).otherwise(to("v1")));
    }

    private String get() throws IOException {
        return caller.get(URL).body();
    }

    @Test
    void probesAConnectionThatIsSilentForTheTime() throws IOException {
        assumeTrue(KernelTimers.areTold());
        publish(Optional.of(ASKED), server.address());
        assertThat(get()).isEqualTo("from 1");
        assertThat(get()).as("kept").isEqualTo("from 1");

        assertThat(KernelTimers.keepAlive(server.address()))
                .singleElement()
                .satisfies(left -> assertThat(left).isBetween(Duration.ofSeconds(900), ASKED.time()));
    }

    @Test
    void leavesTheClientsOwnProbesAloneUnasked() throws IOException {
        assumeTrue(KernelTimers.areTold());
        publish(Optional.empty(), server.address());
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
        publish(Optional.of(ASKED), server.address());
        get();
        publish(Optional.of(ASKED));

        assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesItsIdleConnectionsWhereTheRuleIsGone() throws Exception {
        publish(Optional.of(ASKED), server.address());
        get();
        publish(Optional.empty(), server.address());

        assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
        assertThat(get()).isEqualTo("from 2");
    }
}
