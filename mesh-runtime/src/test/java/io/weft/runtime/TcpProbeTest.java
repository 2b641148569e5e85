package io.weft.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpProbeTest {

    private static boolean accepts(String host, int port) throws Exception {
        CompletableFuture<Boolean> accepted = new CompletableFuture<>();
        new TcpProbe().connect(new Address(host, port), Duration.ofSeconds(5), accepted::complete);
        return accepted.get(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsWhetherAnAddressAccepts() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertThat(accepts("127.0.0.1", port)).isTrue();
        }
        assertThat(accepts("127.0.0.1", port)).isFalse();
    }

    @Test
    void failsWhereTheNameDoesNotResolve() throws Exception {
        assertThat(accepts("no-such-host.invalid", 80)).isFalse();
    }
}
