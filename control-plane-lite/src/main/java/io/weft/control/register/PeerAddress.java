package io.weft.control.register;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Tells services the IP address that a call comes from. */
final class PeerAddress implements ServerInterceptor {

    private static final Context.Key<Optional<String>> ADDRESS =
            Context.keyWithDefault("weft.peer-address", Optional.empty());

    /** Of the current call; empty if it comes over something other than IP. */
    static Optional<String> current() {
        return ADDRESS.get();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Optional<String> address =
                call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress socket
                        ? Optional.of(withoutInterface(socket.getAddress().getHostAddress()))
                        : Optional.empty();
        return Contexts.interceptCall(Context.current().withValue(ADDRESS, address), call, headers, next);
    }

    /** The interface of a link-local address ({@code %eth0}) means nothing to others. */
    private static String withoutInterface(String address) {
        int percent = address.indexOf('%');
        return percent < 0 ? address : address.substring(0, percent);
    }
}
