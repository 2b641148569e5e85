package io.weft.parity;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.weft.runtime.Mesh;
import io.weft.spring.http.MeshConnector;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Spring's WebClient on Reactor Netty. */
final class WebClientSender implements HttpSender, AutoCloseable {

    private final ConnectionProvider connections = ConnectionProvider.create("parity", 100);
    private final WebClient client;

    WebClientSender(Mesh mesh) {
        HttpClient bare = HttpClient.create(connections)
                .doOnRequest((request, connection) -> request.requestHeaders()
                        .remove(HttpHeaderNames.USER_AGENT)
                        .remove(HttpHeaderNames.ACCEPT));
        client = WebClient.builder()
                .clientConnector(new MeshConnector(mesh.reactor().client(bare)))
                .build();
    }

    @Override
    public Answer send(String method, String host, String path, List<Map.Entry<String, String>> headers)
            throws IOException {
        URI uri = URI.create("http://" + HttpSender.name(host) + ":" + HttpCalls.SERVICE_PORT + path);
        try {
            return Objects.requireNonNull(client.method(HttpMethod.valueOf(method))
                    .uri(uri)
                    .headers(all -> {
                        all.set("Host", host);
                        headers.forEach(header -> all.add(header.getKey(), header.getValue()));
                    })
                    .exchangeToMono(WebClientSender::answer)
                    .block());
        } catch (WebClientRequestException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
    }

    private static Mono<Answer> answer(ClientResponse response) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        response.headers()
                .asHttpHeaders()
                .forEach((name, values) ->
                        values.forEach(value -> headers.add(Map.entry(name.toLowerCase(Locale.ROOT), value))));
        return response.bodyToMono(String.class)
                .defaultIfEmpty("")
                .map(body -> new Answer(response.statusCode().value(), headers, body));
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
