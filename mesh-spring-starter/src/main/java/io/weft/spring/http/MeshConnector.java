package io.weft.spring.http;

import io.weft.runtime.reactor.ReactorClient;
import java.net.URI;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Leads WebClient into the mesh. WebClients of Spring Boot have it already; one that is made past Spring Boot gets it
 * by {@code WebClient.builder().clientConnector(new MeshConnector(mesh.reactor().client(HttpClient.create())))}.
 */
public final class MeshConnector implements ClientHttpConnector {

    private final ReactorClient client;

    public MeshConnector(ReactorClient client) {
        this.client = client;
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
        WrittenRequest request = new WrittenRequest(method, uri);
        return requestCallback
                .apply(request)
                .then(Mono.defer(() -> client.call(request.written())))
                .map(AnswerResponse::new);
    }
}
