package io.weft.runtime.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weft.model.Address;
import io.weft.runtime.MeshClientBed.Backend;
import io.weft.runtime.MeshClientBed.Reaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP endpoint that answers with its name. Path and body of a request are noted as {@code :path} and {@code :body}.
 */
public final class HttpBackend implements Backend {

    static {
        // Else head and body go out apart, and every answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Reaction> reactions = new ConcurrentLinkedQueue<>();
    private final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();

    public HttpBackend(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> head = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((key, values) -> head.put(key.toLowerCase(Locale.ROOT), String.join(",", values)));
        head.put(":path", exchange.getRequestURI().toString());
        head.put(":peer", exchange.getRemoteAddress().toString());
        head.put(":body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        seen.add(head);
        Reaction reaction = reactions.poll();
        if (reaction == Reaction.LATE) {
            sleepASecond();
        }
        byte[] body = name.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reaction == Reaction.UNAVAILABLE ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void sleepASecond() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Address address() {
        return new Address("127.0.0.1", server.getAddress().getPort());
    }

    @Override
    public void next(Reaction... next) {
        reactions.addAll(List.of(next));
    }

    @Override
    public List<Map<String, String>> seen() {
        return seen;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
