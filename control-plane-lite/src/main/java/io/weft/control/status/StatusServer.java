package io.weft.control.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves pages to GET requests, one at a time on the thread {@code weft-status}. */
public final class StatusServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StatusServer.class);

    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread t = new Thread(task, "weft-status");
        t.setDaemon(true);
        return t;
    });

    /** @param pages by path */
    public StatusServer(String host, int port, Map<String, Supplier<Page>> pages) throws IOException {
        server = HttpServer.create(new InetSocketAddress(host, port), 16);
        server.createContext("/", exchange -> answer(exchange, pages));
        server.setExecutor(thread);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Map<String, Supplier<Page>> pages) throws IOException {
        try (exchange) {
            Page page = page(exchange, pages);
            byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", page.contentType());
            exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Page page(HttpExchange exchange, Map<String, Supplier<Page>> pages) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return new Page(405, "text/plain", "");
        }
        Supplier<Page> page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            return new Page(404, "text/plain", String.join("\n", pages.keySet()) + "\n");
        }
        try {
            return page.get();
        } catch (RuntimeException e) {
            log.error("{} failed", exchange.getRequestURI(), e);
            return new Page(500, "text/plain", "see the log\n");
        }
    }
}
