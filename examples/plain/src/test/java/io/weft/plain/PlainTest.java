package io.weft.plain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.weft.control.ControlPlane;
import io.weft.control.ControlPlaneOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's examples: that they work, and that the README shows them as they are. */
class PlainTest {

    @TempDir
    private Path folder;

    @Test
    void callsOverHttp() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/reviews/0", exchange -> {
            byte[] body = "two stars".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (ControlPlane controlPlane =
                offering("reviews", "http", 9080, server.getAddress().getPort())) {
            assertThat(answer(() -> PlainHttp.reviews("127.0.0.1:" + controlPlane.port())))
                    .isEqualTo("two stars");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void callsOverGrpc() throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        try (ControlPlane controlPlane = offering("ratings", "grpc", 9090, server.getPort())) {
            assertThat(answer(() -> PlainGrpc.ratings("127.0.0.1:" + controlPlane.port())))
                    .isEqualTo("SERVING");
        } finally {
            server.shutdownNow();
        }
    }

    /** A JVM that has just started may take longer to reach the control plane than a call waits for it. */
    private static String answer(Callable<String> example) throws Exception {
        for (int i = 1; i < 5; i++) {
            try {
                return example.call();
            } catch (UnknownHostException | StatusRuntimeException e) {
                System.out.println("once more, after " + e);
            }
        }
        return example.call();
    }

    /** A control plane that knows one service with one endpoint on the loopback address. */
    private ControlPlane offering(String service, String protocol, int port, int endpointPort) throws IOException {
        Files.writeString(folder.resolve(service + ".yaml"), """
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s}
                spec:
                  selector: {app: %1$s}
                  ports: [{name: %2$s, port: %3$d}]
                ---
                apiVersion: networking.istio.io/v1
                kind: WorkloadEntry
                metadata: {name: %1$s-1}
                spec:
                  address: 127.0.0.1
                  labels: {app: %1$s}
                  ports: {%2$s: %4$d}
                """.formatted(service, protocol, port, endpointPort));
        return ControlPlane.start(ControlPlaneOptions.of(folder).listeningOn("127.0.0.1", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PlainHttp", "PlainGrpc"})
    void areInTheReadme(String example) throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/weft/plain", example + ".java"));
        String method = source.substring(source.indexOf("    static String"), source.lastIndexOf('}'));
        assertThat(Files.readString(Path.of("../../README.md"))).contains(method);
    }
}
