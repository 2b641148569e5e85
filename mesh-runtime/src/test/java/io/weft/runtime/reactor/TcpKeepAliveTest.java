package io.weft.runtime.reactor;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.ConnectionPolicy.KeepAlive;
import io.weft.model.Thresholds;
import io.weft.runtime.KernelTimers;
import io.weft.runtime.World;
import io.weft.runtime.http.RawServer;
import java.time.Duration;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/** connectionPool.tcp.tcpKeepalive, for every transport of Netty's. */
class TcpKeepAliveTest extends ReactorBed {

    private static final KeepAlive ASKED = new KeepAlive(3, Duration.ofSeconds(1_000), Duration.ofSeconds(75));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void probesAConnectionThatIsSilentForTheTime(boolean nativeTransport) throws Exception {
        assumeTrue(KernelTimers.areTold());
        LoopResources loops = LoopResources.create("keep-alive", 1, true);
        client = mesh.reactor().client(HttpClient.create(connections).runOn(loops, nativeTransport));
        try (RawServer server = new RawServer(connection -> {
            while (connection.request()) {
                connection.answer("from " + connection.number());
            }
        })) {
            publish(server, Optional.of(ASKED));
            assertThat(get()).isEqualTo("200 from 1");
            assertThat(KernelTimers.keepAlive(server.address()))
                    .singleElement()
                    .satisfies(left -> assertThat(left).isBetween(Duration.ofSeconds(900), ASKED.time()));

            publish(server, Optional.empty());
            assertThat(get()).isEqualTo("200 from 2");
            assertThat(KernelTimers.keepAlive(server.address()))
                    .as("only the first")
                    .hasSize(1);
        } finally {
            loops.dispose();
        }
    }

    private void publish(RawServer server, Optional<KeepAlive> keepAlive) {
        ConnectionPolicy policy =
                new ConnectionPolicy(0, Optional.empty(), Optional.empty(), keepAlive, Integer.MAX_VALUE);
        source.publish(new World(Cluster.Protocol.HTTP1)
                .subset("v1", Thresholds.DEFAULT, policy, server.address())
                .otherwise(to("v1"))
                .snapshot());
    }

    @Test
    void asksForProbesTimeAndInterval() {
        NioSocketChannel channel = new NioSocketChannel();
        TcpKeepAlive.set(channel.config(), ASKED);
        assertProbed(
                channel.config(),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
                NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL));
        channel.unsafe().closeForcibly();
    }

    @Test
    void asksForProbesTimeAndIntervalOfEpoll() {
        assumeTrue(Epoll.isAvailable());
        EpollSocketChannel channel = new EpollSocketChannel();
        TcpKeepAlive.set(channel.config(), ASKED);
        assertProbed(
                channel.config(),
                EpollChannelOption.TCP_KEEPCNT,
                EpollChannelOption.TCP_KEEPIDLE,
                EpollChannelOption.TCP_KEEPINTVL);
        channel.unsafe().closeForcibly();
    }

    private static void assertProbed(
            ChannelConfig connection,
            ChannelOption<Integer> probes,
            ChannelOption<Integer> time,
            ChannelOption<Integer> interval) {
        assertThat(connection.getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
        assertThat(connection.getOption(probes)).isEqualTo(3);
        assertThat(connection.getOption(time)).isEqualTo(1_000);
        assertThat(connection.getOption(interval)).isEqualTo(75);
    }
}
