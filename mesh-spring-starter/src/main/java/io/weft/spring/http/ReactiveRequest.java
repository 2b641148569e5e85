package io.weft.spring.http;

import io.weft.runtime.guard.CallerIdentity;
import io.weft.runtime.guard.InboundLimits;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;

/** What the mesh looks at in a request to a WebFlux server. */
record ReactiveRequest(ServerHttpRequest request) implements InboundLimits.Request {

    @Override
    public String caller() {
        SslInfo connection = request.getSslInfo();
        return CallerIdentity.spiffe(connection == null ? null : connection.getPeerCertificates())
                .orElseGet(this::address);
    }

    /** The caller's IP address, or what a trusted proxy says it is; empty if it is unknown. */
    String address() {
        InetSocketAddress address = request.getRemoteAddress();
        if (address == null) {
            return "";
        }
        return address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }

    @Override
    public @Nullable String header(String name) {
        List<String> values = request.getHeaders().get(name);
        return values == null || values.isEmpty() ? null : String.join(",", values);
    }
}
