package io.weft.xds.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.util.concurrent.TimeUnit;

/** Makes connections to the control plane. */
public final class ControlPlaneChannel {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final long KEEPALIVE_SECONDS = 30;
    private static final long KEEPALIVE_TIMEOUT_SECONDS = 10;

    private ControlPlaneChannel() {}

    /**
     * A new channel that connects at once. It is for one stream: after a failure a new one is made, so that the one
     * back-off that counts is the stream's and not the channel's own, which goes up to two minutes. A control plane
     * that is silently gone, with its machine or behind a firewall, is noticed within 40 s.
     */
    public static ManagedChannel open(String server) {
        // The scheme is said because a mesh makes its own the default, and the way to it must not lead through it.
        ManagedChannel channel = NettyChannelBuilder.forTarget("dns:///" + server)
                .usePlaintext()
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .defaultLoadBalancingPolicy("pick_first")
                .disableServiceConfigLookUp()
                .disableRetry()
                .userAgent("weft")
                .build();
        ConnectivityState ignored = channel.getState(true);
        return channel;
    }
}
