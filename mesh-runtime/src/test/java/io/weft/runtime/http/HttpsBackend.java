package io.weft.runtime.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.weft.model.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * An HTTPS endpoint that answers {@code secured}. Of each request it notes the server name asked for and the authority.
 */
public final class HttpsBackend implements AutoCloseable {

    private final HttpsServer server;

    /** A handshake that a caller gives up must hold up nobody else. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();

    /** @param asksForClient whether it insists on the client's certificate */
    public HttpsBackend(SSLContext context, boolean asksForClient) throws IOException {
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(asksForClient);
                parameters.setSSLParameters(wanted);
            }
        });
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
        seen.add(session.getRequestedServerNames() + " "
                + exchange.getRequestHeaders().getFirst("host"));
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] body = "secured".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public Address address() {
        return new Address("127.0.0.1", server.getAddress().getPort());
    }

    /** From now on every answer has this header. */
    public void answer(String header, String value) {
        headers.put(header, value);
    }

    public List<String> seen() {
        return seen;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
