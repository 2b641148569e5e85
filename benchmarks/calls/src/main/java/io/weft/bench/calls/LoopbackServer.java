package io.weft.bench.calls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every request head with the same 200 bytes: as little work as a server can have. */
public final class LoopbackServer implements AutoCloseable {

    private static final byte[] ANSWER = ("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 200\r\n\r\n"
                    + "x".repeat(200))
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;

    /** On any free port of loopback. */
    public LoopbackServer() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("bench-accept", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                start("bench-connection", () -> serve(socket));
            }
        } catch (IOException e) {
            // closed: the measurement is over
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            OutputStream out = socket.getOutputStream();
            int ends = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
                if (ends == 2) {
                    out.write(ANSWER);
                }
            }
        } catch (IOException e) {
            // the client went away: the measurement is over
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
