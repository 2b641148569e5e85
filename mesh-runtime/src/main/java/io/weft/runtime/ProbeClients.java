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
 * The clients by which endpoints are asked over HTTP/1.1: one for plaintext, and one for each name under which a
 * cluster with TLS is called, for the JDK's client has one TLS context. Made when first needed: most processes never
 * probe. Thread-safe.
 */
final class ProbeClients {

    private record Key(String cluster, String serverName) {}

    private record Secured(TlsContext context, HttpClient client) {}

    private final Duration connectTimeout;
    private final TlsContexts contexts = new TlsContexts();
    private final Map<Key, Secured> secured = new ConcurrentHashMap<>();
    private final Executor thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "weft-load-probe");
        made.setDaemon(true);
        return made;
    });
    private @Nullable HttpClient plain;

    ProbeClients(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /**
     * @param authority of a call to the cluster, whose server is to be asked
     * @throws TlsException if the rule's files don't allow it
     */
    HttpClient of(Cluster cluster, String authority) throws TlsException {
        return cluster.tls().isEmpty()
                ? plain()
                : secured(cluster, TlsContexts.serverName(cluster.tls().get(), authority));
    }

    /** Forgets the clusters that are not configured any more. */
    void retain(Set<String> clusterNames) {
        secured.keySet().removeIf(key -> !clusterNames.contains(key.cluster));
    }

    private synchronized HttpClient plain() {
        if (plain == null) {
            plain = builder().build();
        }
        return plain;
    }

    @SuppressWarnings("ReferenceEquality") // a context is made once for each generation of its files
    private HttpClient secured(Cluster cluster, String serverName) throws TlsException {
        TlsContext context = contexts.of(cluster, serverName);
        return secured.compute(
                        new Key(cluster.name(), serverName),
                        (key, made) ->
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
