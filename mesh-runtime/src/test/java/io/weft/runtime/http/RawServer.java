package io.weft.runtime.http;

import io.weft.model.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server whose every byte is up to the test. */
public final class RawServer implements AutoCloseable {

    /** What happens on one connection; it is closed when this returns. */
    public interface Conversation {
        void with(Connection connection) throws Exception;
    }

    /** One accepted connection; the first has number 1. */
    public record Connection(int number, Socket socket, BufferedReader in, OutputStream out) {

        /** Reads the head of a request; false at the end of the connection. */
        public boolean request() throws IOException {
            String first = in.readLine();
            if (first == null) {
                return false;
            }
            while (!in.readLine().isEmpty()) {}
            return true;
        }

        public void send(String text) throws IOException {
            out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        public void answer(String body) throws IOException {
            send("HTTP/1.1 200 OK\nContent-Length: " + body.length() + "\n\n" + body);
        }
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public RawServer(Conversation conversation) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(() -> accept(conversation));
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(Conversation conversation) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> converse(conversation, socket, sockets.size()));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void converse(Conversation conversation, Socket socket, int number) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            conversation.with(new Connection(number, socket, in, socket.getOutputStream()));
        } catch (Exception e) {
            // The test sees on its own side that the connection is gone.
        }
    }

    public Address address() {
        return new Address("127.0.0.1", server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
