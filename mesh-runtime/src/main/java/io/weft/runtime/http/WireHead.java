package io.weft.runtime.http;

import io.weft.runtime.call.OutboundHead;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/**
 * Gives a request the head that its upstream shall see, for as long as it is on its way, and then its own again. That
 * costs less than a copy, and nobody looks meanwhile: the client waits for the head of the answer.
 */
final class WireHead implements AutoCloseable {

    private final ClassicHttpRequest request;
    private final String path;
    private final Header[] headers;

    WireHead(ClassicHttpRequest request, OutboundHead outbound) {
        this.request = request;
        this.path = request.getPath();
        this.headers = request.getHeaders();
        request.setPath(outbound.path());
        if (request instanceof BasicHttpRequest basic) {
            // As it would go to the client's own proxy, which the mesh does not use.
            basic.setAbsoluteRequestUri(false);
        }
        Header host = request.getFirstHeader(HttpHeaders.HOST);
        if (host == null || !host.getValue().equals(outbound.authority())) {
            request.setHeader(HttpHeaders.HOST, outbound.authority());
        }
        Edits.apply(outbound.headers(), request);
    }

    @Override
    public void close() {
        request.setPath(path);
        request.setHeaders(headers);
    }
}
