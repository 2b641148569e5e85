package io.weft.runtime.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.weft.model.Guard;
import io.weft.runtime.guard.CallerIdentity;
import io.weft.runtime.guard.InboundLimits;
import io.weft.runtime.guard.RetryAfter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls above the limits of this workload.
 *
 * @param within serves those that are let in
 */
record LimitInterceptor(InboundLimits limits, ServerInterceptor within) implements ServerInterceptor {

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
            ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        Optional<InboundLimits.Excess> excess = limits.check(new Incoming(call.getAttributes(), headers));
        if (excess.isEmpty()) {
            return within.interceptCall(call, headers, next);
        }
        Guard.Fallback answer = excess.get().rule().fallback();
        Metadata trailers = new Metadata();
        TextMetadata.add(trailers, "x-envoy-ratelimited", "true");
        TextMetadata.add(
                trailers, RetryAfter.GRPC, RetryAfter.millis(excess.get().retryAfter()));
        answer.headers().forEach((name, value) -> TextMetadata.add(trailers, name, value));
        call.close(Status.fromCodeValue(answer.grpcStatus()).withDescription(answer.body()), trailers);
        return new ServerCall.Listener<>() {};
    }

    private record Incoming(Attributes connection, Metadata headers) implements InboundLimits.Request {

        @Override
        public String caller() {
            return CallerIdentity.spiffe(certificates()).orElseGet(this::address);
        }

        private Certificate @Nullable [] certificates() {
            SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
            try {
                return session == null ? null : session.getPeerCertificates();
            } catch (SSLPeerUnverifiedException e) {
                return null;
            }
        }

        private String address() {
            SocketAddress address = connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            return address instanceof InetSocketAddress internet && internet.getAddress() != null
                    ? internet.getAddress().getHostAddress()
                    : String.valueOf(address);
        }

        @Override
        public @Nullable String header(String name) {
            return TextMetadata.read(headers, name);
        }
    }
}
