package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Below the user's interceptors, above the balancer: every call of a channel becomes a call of the mesh.
 *
 * @param port that the channel's target names
 * @param passThrough makes the channel ask DNS as well
 * @param secure for attempts with TLS that the mesh originates
 * @param probe told of the channel, to ask its endpoints over it
 * @param timeouts of attempts, on the planning's clock
 */
record MeshInterceptor(
        Planning planning,
        int port,
        Runnable passThrough,
        ScheduledExecutorService timer,
        SecureChannels secure,
        GrpcLoadProbe probe,
        Timeouts timeouts)
        implements ClientInterceptor {

    @Override
    public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(
            MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel next) {
        return switch (planning.mode()) {
            case OFF -> {
                passThrough.run();
                yield next.newCall(method, options);
            }
            case SIDECAR -> SidecarCall.to(planning.sidecar(), method, options, next);
            case PROXYLESS -> new MeshCall<>(new Wire<>(this, method, options, next));
        };
    }
}
