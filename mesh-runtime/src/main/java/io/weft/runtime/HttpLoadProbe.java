package io.weft.runtime;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.runtime.load.LastCalls;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.tls.TlsException;
import io.weft.runtime.upstream.LoadAnswer;
import io.weft.runtime.upstream.LoadAnswer.Missing;
import io.weft.runtime.upstream.LoadProbe;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Asks by a small GET over connections of its own, one kept alive to each endpoint; over TLS where calls go over TLS,
 * by the same rule and for the server that the last call asked for. As long as there was none, nobody is asked over
 * TLS.
 */
final class HttpLoadProbe implements LoadProbe {

    /** An answer that takes longer is old when it comes. */
    private static final Duration TIMEOUT = Duration.ofMillis(200);

    /** Of all clusters together; above that an endpoint counts as silent. */
    private static final int MOST_AT_ONCE = 256;

    private final AtomicInteger underWay = new AtomicInteger();
    private final LastCalls calls;
    private final ProbeClients clients = new ProbeClients(TIMEOUT);

    HttpLoadProbe(LastCalls calls) {
        this.calls = calls;
    }

    /** Forgets the clusters that are not configured any more. */
    void retain(Set<String> clusterNames) {
        clients.retain(clusterNames);
    }

    @Override
    public void ask(Cluster cluster, Address address, Consumer<LoadAnswer> told) {
        Optional<String> authority = calls.authority(cluster);
        if (cluster.tls().isPresent() && authority.isEmpty()) {
            told.accept(Missing.SILENCE);
            return;
        }
        if (underWay.incrementAndGet() > MOST_AT_ONCE) {
            underWay.decrementAndGet();
            told.accept(Missing.SILENCE);
            return;
        }
        CompletableFuture<Void> unused = send(cluster, authority.orElse(""), address)
                .handle((response, failure) -> {
                    underWay.decrementAndGet();
                    told.accept(response == null ? Missing.SILENCE : read(response));
                    return null;
                });
    }

    private CompletableFuture<HttpResponse<Void>> send(Cluster cluster, String authority, Address address) {
        String scheme = cluster.tls().isEmpty() ? "http" : "https";
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://" + address + LoadText.PATH))
                    .timeout(TIMEOUT)
                    .build();
            return clients.of(cluster, authority).sendAsync(request, HttpResponse.BodyHandlers.discarding());
        } catch (TlsException | RuntimeException unusableRuleOrAddress) {
            return CompletableFuture.failedFuture(unusableRuleOrAddress);
        }
    }

    private static LoadAnswer read(HttpResponse<Void> response) {
        return response.headers()
                .firstValue(LoadText.HEADER)
                .map(LoadText::parse)
                .orElse(Missing.NOT_UNDERSTOOD);
    }
}
