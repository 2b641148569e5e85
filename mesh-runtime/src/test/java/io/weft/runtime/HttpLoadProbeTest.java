package io.weft.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.model.Thresholds;
import io.weft.runtime.load.LastCalls;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.LoadReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadProbeTest {

    private final HttpLoadProbe probe = new HttpLoadProbe(new LastCalls());
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answers(String path, String header, int status) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set(LoadText.HEADER, header);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    private static LoadAnswer ask(HttpLoadProbe probe, int port) throws Exception {
        Cluster cluster = new Cluster(
                "c",
                Cluster.Protocol.HTTP1,
                List.of(),
                LoadBalancing.Probing.DEFAULT,
                Optional.empty(),
                0,
                Thresholds.DEFAULT,
                Duration.ofSeconds(1),
                "c",
                "",
                "");
        CompletableFuture<LoadAnswer> told = new CompletableFuture<>();
        probe.ask(cluster, new Address("127.0.0.1", port), told::complete);
        return told.get(10, TimeUnit.SECONDS);
    }

    private LoadAnswer ask() throws Exception {
        return ask(probe, server.getAddress().getPort());
    }

    @Test
    void readsTheReport() throws Exception {
        answers(LoadText.PATH, "inFlight=7 latencyNanos=1200", 200);
        // The first answer may be too slow: the client is being made.
        for (int i = 0; i < 20 && !(ask() instanceof LoadReport); i++) {}
        assertThat(ask()).isEqualTo(new LoadReport(7, 1200));
    }

    @Test
    void takesAServerThatAnswersAnythingElseForOneThatDoesNotUnderstand() throws Exception {
        LoadAnswer answer = ask();
        for (int i = 0; i < 20 && answer == LoadAnswer.Missing.SILENCE; i++) {
            answer = ask();
        }
        assertThat(answer).isEqualTo(LoadAnswer.Missing.NOT_UNDERSTOOD);
    }

    @Test
    void takesAServerThatDoesNotAnswerInTimeForSilent() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(ask(probe, mute.getLocalPort())).isEqualTo(LoadAnswer.Missing.SILENCE);
        }
    }

    @Test
    void takesAPortThatRefusesForSilent() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThat(ask(probe, port)).isEqualTo(LoadAnswer.Missing.SILENCE);
    }
}
