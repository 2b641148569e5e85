package io.weft.runtime;

import io.weft.model.Cluster;
import io.weft.runtime.tls.TlsContext;
import io.weft.runtime.tls.TlsContexts;
import io.weft.runtime.tls.TlsException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The clients by which endpoints are asked over HTTP/1.1: one for plaintext, and one for each cluster with TLS, for the
 * JDK's client has one TLS context. Made when first needed: most processes never probe. Thread-safe.
 */
final class ProbeClients {

    private record Secured(TlsContext context, HttpClient client) {}

    private final Duration connectTimeout;
    private final TlsContexts contexts = new TlsContexts();
    private final Map<String, Secured> secured = new ConcurrentHashMap<>();
    private final Executor thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "weft-load-probe");
        made.setDaemon(true);
        return made;
    });
    private @Nullable HttpClient plain;

    ProbeClients(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /** @throws TlsException if the rule's files don't allow it */
    HttpClient of(Cluster cluster) throws TlsException {
        return cluster.tls().isEmpty() ? plain() : secured(cluster);
    }

    /** Forgets the clusters that are not configured any more. */
    void retain(Set<String> clusterNames) {
        secured.keySet().retainAll(clusterNames);
    }

    private synchronized HttpClient plain() {
        if (plain == null) {
            plain = builder().build();
        }
        return plain;
    }

    /** A probe knows no call whose authority would name the server; the service's host does. */
    @SuppressWarnings("ReferenceEquality") // a context is made once for each generation of its files
    private HttpClient secured(Cluster cluster) throws TlsException {
        String serverName = TlsContexts.serverName(cluster.tls().orElseThrow(), cluster.service());
        TlsContext context = contexts.of(cluster, serverName);
        return secured.compute(
                        cluster.name(),
                        (name, made) ->
                                made != null && made.context == context ? made : new Secured(context, make(context)))
                .client;
    }

    private HttpClient make(TlsContext tls) {
        return builder()
                .sslContext(tls.context())
                .sslParameters(tls.parameters(tls.context().getDefaultSSLParameters()))
                .build();
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(thread);
    }
}
