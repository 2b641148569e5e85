package io.weft.runtime.http;

import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.OutboundHead;
import java.io.IOException;
import org.apache.hc.client5.http.EndpointInfo;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * The client's connections during one attempt. Edits the head of the request at the last moment, so that nothing above
 * (cookies, redirects, the user's interceptors) sees another request than the caller's; notes how far the attempt got.
 */
final class Wire implements ExecRuntime {

    private final ExecRuntime connections;
    private final OutboundHead outbound;
    private final Attempt attempt;
    private final ConnectionLives lives;
    private boolean connected;
    private boolean sent;
    private @Nullable EndpointDetails connection;
    private @Nullable Runnable onEnd;

    Wire(ExecRuntime connections, OutboundHead outbound, Attempt attempt, ConnectionLives lives) {
        this.connections = connections;
        this.outbound = outbound;
        this.attempt = attempt;
        this.lives = lives;
    }

    /** Whether a connection was at hand and some of the request may have gone out on it. */
    boolean sent() {
        return sent;
    }

    /** Whether the connection had been used before, so that the peer may have closed it meanwhile. */
    boolean reused() {
        return sent && !connected;
    }

    /** To be run when the connection has been put aside or thrown away, so that whoever waits for it finds it. */
    void onEnd(Runnable action) {
        onEnd = action;
    }

    @Override
    public void connectEndpoint(HttpClientContext context) throws IOException {
        connected = true;
        connections.connectEndpoint(context);
    }

    @Override
    public ClassicHttpResponse execute(
            String id,
            ClassicHttpRequest request,
            HttpResponseInformationCallback onInformation,
            HttpClientContext context)
            throws IOException, HttpException {
        begin();
        try (WireHead unused = new WireHead(request, outbound)) {
            return executed(connections.execute(id, request, onInformation, context), context);
        }
    }

    @Override
    public ClassicHttpResponse execute(String id, ClassicHttpRequest request, HttpClientContext context)
            throws IOException, HttpException {
        begin();
        try (WireHead unused = new WireHead(request, outbound)) {
            return executed(connections.execute(id, request, context), context);
        }
    }

    private void begin() {
        sent = true;
        attempt.connected();
    }

    private ClassicHttpResponse executed(ClassicHttpResponse response, HttpClientContext context) {
        EndpointDetails details = context.getEndpointDetails();
        if (connected && details != null) {
            lives.begin(details, attempt.cluster().connections());
        }
        connection = details;
        return response;
    }

    @Override
    public boolean isExecutionAborted() {
        return connections.isExecutionAborted();
    }

    @Override
    public boolean isEndpointAcquired() {
        return connections.isEndpointAcquired();
    }

    @Override
    public void acquireEndpoint(String id, HttpRoute route, Object state, HttpClientContext context)
            throws IOException {
        connections.acquireEndpoint(id, route, state, context);
    }

    @Override
    public void releaseEndpoint() {
        if (connections.isConnectionReusable()) {
            attempt.kept();
        }
        connections.releaseEndpoint();
        end();
    }

    private void end() {
        if (onEnd != null) {
            onEnd.run();
        }
    }

    @Override
    public void discardEndpoint() {
        connections.discardEndpoint();
        end();
    }

    @Override
    public boolean isEndpointConnected() {
        return connections.isEndpointConnected();
    }

    @Override
    public void disconnectEndpoint() throws IOException {
        connections.disconnectEndpoint();
    }

    @Override
    public void upgradeTls(HttpClientContext context) throws IOException {
        connections.upgradeTls(context);
    }

    @Override
    public EndpointInfo getEndpointInfo() {
        return connections.getEndpointInfo();
    }

    @Override
    public boolean isConnectionReusable() {
        return connections.isConnectionReusable();
    }

    @Override
    public void markConnectionReusable(Object state, TimeValue validity) {
        EndpointDetails used = connection;
        TimeValue rest =
                used == null ? validity : lives.rest(used, attempt.cluster().connections(), validity);
        if (rest == null) {
            connections.markConnectionNonReusable();
        } else {
            connections.markConnectionReusable(state, rest);
        }
    }

    @Override
    public void markConnectionNonReusable() {
        connections.markConnectionNonReusable();
    }

    @Override
    public ExecRuntime fork(CancellableDependency dependency) {
        return connections.fork(dependency);
    }
}
