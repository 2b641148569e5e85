package io.weft.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.weft.control.translate.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer that is gone without a word. */
class HalfOpenIT {

    /** The shortest that gRPC allows. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void halfOpenStreamReaped() throws Exception {
        ControlPlaneOptions options =
                ControlPlaneOptions.of(folder).listeningOn("127.0.0.1", 0).withKeepAlive(KEEP_ALIVE);
        try (Mesh mesh = new Mesh(folder, options);
                Relay relay = new Relay(mesh.controlPlane.port())) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", relay.port())
                    .usePlaintext()
                    .build();
            AdsClient client = new AdsClient(channel, true, "vanishing", "default");
            client.subscribe(ResourceType.LDS, "somewhere:80");
            client.await(answer -> true);
            assertThat(mesh.controlPlane.clients()).hasSize(1);
            relay.silent = true;
            long since = System.nanoTime();
            while (!mesh.controlPlane.clients().isEmpty()) {
                assertThat(System.nanoTime() - since)
                        .isLessThan(KEEP_ALIVE.multipliedBy(3).toNanos());
                Thread.sleep(100); // real time is the subject
            }
            Mesh.end(channel);
        }
    }

    /** Passes bytes between one client and the server until it is silent; its connections stay open. */
    private static final class Relay implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final int target;
        private volatile boolean silent;

        Relay(int target) throws IOException {
            this.target = target;
            start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        private void accept() throws IOException {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                start(() -> pass(client.getInputStream(), server.getOutputStream()));
                start(() -> pass(server.getInputStream(), client.getOutputStream()));
            }
        }

        private void pass(InputStream from, OutputStream to) throws IOException {
            byte[] buffer = new byte[8192];
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                if (!silent) {
                    to.write(buffer, 0, n);
                    to.flush();
                }
            }
        }

        private static void start(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // the test is over, or the server ended the connection
                    return;
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() {
            try {
                listener.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private interface Work {
            void run() throws IOException;
        }
    }
}
