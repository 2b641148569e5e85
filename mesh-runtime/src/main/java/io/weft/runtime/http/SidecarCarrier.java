package io.weft.runtime.http;

import io.weft.model.Address;
import io.weft.runtime.call.Header;
import io.weft.runtime.call.TraceContext;
import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Carries calls to the local Envoy's outbound listener, which does all the rest; their authority stays, and only the
 * trace headers of the current work are added, as only the application can.
 */
final class SidecarCarrier implements Carrier {

    private final HttpRoute envoy;

    SidecarCarrier(Address envoy) {
        this.envoy = new Dialing().route(envoy);
    }

    @Override
    public ClassicHttpResponse carry(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, Client client)
            throws IOException, HttpException {
        if (scope.route.isSecure()) {
            return chain.proceed(request, scope);
        }
        for (Header header : TraceContext.current().headers()) {
            if (!request.containsHeader(header.name())) {
                request.addHeader(header.name(), header.value());
            }
        }
        return chain.proceed(
                request,
                new ExecChain.Scope(
                        scope.exchangeId, envoy, scope.originalRequest, scope.execRuntime, scope.clientContext));
    }
}
