package io.weft.xds.client;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.xds.client.Bootstrapper.ServerInfo;
import io.grpc.xds.client.XdsTransportFactory;
import org.jspecify.annotations.Nullable;

/** Carries the ADS stream over grpc-netty; a channel lives as long as its stream. */
final class NettyTransportFactory implements XdsTransportFactory {

    private final FirstConnection first;
    private final AdsConversation conversation;

    NettyTransportFactory(FirstConnection first, AdsConversation conversation) {
        this.first = first;
        this.conversation = conversation;
    }

    @Override
    public XdsTransport create(ServerInfo server) {
        return new NettyTransport(server.target(), first, conversation);
    }

    private static final class NettyTransport implements XdsTransport {

        private final String target;
        private final FirstConnection first;
        private final AdsConversation conversation;
        private @Nullable ManagedChannel channel;

        NettyTransport(String target, FirstConnection first, AdsConversation conversation) {
            this.target = target;
            this.first = first;
            this.conversation = conversation;
        }

        @Override
        public synchronized <Q, A> StreamingCall<Q, A> createStreamingCall(
                String method, MethodDescriptor.Marshaller<Q> request, MethodDescriptor.Marshaller<A> response) {
            shutdown();
            ManagedChannel fresh = first.take().orElseGet(() -> ControlPlaneChannel.open(target));
            channel = fresh;
            MethodDescriptor<Q, A> descriptor = MethodDescriptor.newBuilder(request, response)
                    .setFullMethodName(method)
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .build();
            return new AdsCall<>(fresh.newCall(descriptor, CallOptions.DEFAULT), conversation);
        }

        @Override
        public synchronized void shutdown() {
            if (channel != null) {
                channel.shutdownNow();
                channel = null;
            }
        }
    }
}
