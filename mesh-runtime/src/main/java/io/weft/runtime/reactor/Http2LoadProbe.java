package io.weft.runtime.reactor;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.runtime.load.LastCalls;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.LoadAnswer.Missing;
import io.weft.runtime.upstream.LoadProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Asks endpoints that speak HTTP/2 by a small GET over connections of its own, one kept alive to each; over TLS where
 * calls go over TLS, for the server that the last call asked for. As long as there was none, nobody is asked.
 */
final class Http2LoadProbe implements LoadProbe {

    /** An answer that takes longer is old when it comes. */
    private static final Duration TIMEOUT = Duration.ofMillis(200);

    private final LastCalls calls;
    private final Dialled dialled;
    private @Nullable ConnectionProvider connections;
    private @Nullable ClusterClients clients;

    Http2LoadProbe(LastCalls calls, Dialled dialled) {
        this.calls = calls;
        this.dialled = dialled;
    }

    @Override
    public void ask(Cluster cluster, Address address, Consumer<LoadAnswer> told) {
        Optional<String> authority = calls.authority(cluster);
        if (authority.isEmpty()) {
            told.accept(Missing.SILENCE);
            return;
        }
        Disposable unused = clients()
                .of(cluster, authority.get())
                .flatMap(client -> send(client, cluster, address, authority.get()))
                .map(Http2LoadProbe::read)
                .timeout(TIMEOUT)
                .onErrorReturn(Missing.SILENCE)
                .subscribe(told);
    }

    /** Made when first needed: most processes never ask. */
    private synchronized ClusterClients clients() {
        if (clients == null) {
            connections = ConnectionProvider.create("weft-load-probe", 1);
            clients = new ClusterClients(HttpClient.create(connections), calls);
        }
        return clients;
    }

    private Mono<HttpClientResponse> send(HttpClient client, Cluster cluster, Address address, String authority) {
        dialled.add(client.configuration().connectionProvider(), address);
        String scheme = cluster.tls().isPresent() ? "https://" : "http://";
        return client.headers(headers -> headers.set(HttpHeaderNames.HOST, authority))
                .get()
                .uri(scheme + address + LoadText.PATH)
                .response();
    }

    private static LoadAnswer read(HttpClientResponse response) {
        String report = response.responseHeaders().get(LoadText.HEADER);
        return report == null ? Missing.NOT_UNDERSTOOD : LoadText.parse(report);
    }

    synchronized void close() {
        if (connections != null) {
            connections.dispose();
        }
    }
}
