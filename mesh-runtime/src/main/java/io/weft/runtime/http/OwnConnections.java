package io.weft.runtime.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Connections of the mesh's own, which any client's chain of handlers can use in place of that client's. HttpClient
 * gives its way of using connections to handlers alone, so a client without a job lends its own.
 */
final class OwnConnections {

    private final CloseableHttpClient owner;
    private final PoolingHttpClientConnectionManager manager;
    private final ExecRuntime runtime;
    private final IdleConnections idle = new IdleConnections();

    /** @param manager closed with this */
    OwnConnections(PoolingHttpClientConnectionManager manager) {
        this.manager = manager;
        AtomicReference<ExecRuntime> lent = new AtomicReference<>();
        owner = HttpClients.custom()
                .setConnectionManager(manager)
                .addExecInterceptorFirst("MESH_LEND", (request, scope, chain) -> {
                    lent.set(scope.execRuntime.fork(null));
                    return new BasicClassicHttpResponse(200);
                })
                .build();
        try {
            owner.execute(new HttpGet("http://localhost/"), response -> null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        runtime = requireNonNull(lent.get());
        idle.of(runtime);
    }

    /**
     * For one exchange at a time.
     *
     * @param cancelledWith the request whose cancellation ends the exchange; null for none
     */
    ExecRuntime lend(@Nullable CancellableDependency cancelledWith) {
        return runtime.fork(cancelledWith);
    }

    IdleConnections idle() {
        return idle;
    }

    /** Closes what is not in use: nobody will borrow from now on. */
    void retire() {
        manager.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    void close() {
        try {
            owner.close();
        } catch (IOException ignored) {
            // Its connections are of no use to anybody any more.
        }
    }
}
