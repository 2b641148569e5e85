package io.weft.runtime.http;

import java.io.IOException;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Closes the idle connections of a route, whatever connection manager the client has: leases them one after the other
 * and discards them, until it is given one that is not open.
 */
final class IdleConnections {

    private static final String ID = "mesh-idle";
    private static final RequestConfig AT_ONCE = RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.ofMilliseconds(1))
            .build();

    private volatile @Nullable ExecRuntime client;

    /** Remembers which client's connections are meant. */
    void of(ExecRuntime anyCall) {
        if (client == null) {
            client = anyCall.fork(null);
        }
    }

    void close(List<HttpRoute> routes) {
        ExecRuntime runtime = client;
        if (runtime != null) {
            routes.forEach(route -> close(route, runtime.fork(null)));
        }
    }

    void close(HttpRoute route) {
        close(List.of(route));
    }

    private static void close(HttpRoute route, ExecRuntime runtime) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(AT_ONCE);
        try {
            boolean open;
            do {
                runtime.acquireEndpoint(ID, route, null, context);
                open = runtime.isEndpointConnected();
                runtime.disconnectEndpoint();
                runtime.discardEndpoint();
            } while (open);
        } catch (IOException | IllegalStateException e) {
            // All of the route's connections are in use, or the client is closed: none is idle.
            runtime.discardEndpoint();
        }
    }
}
