package io.weft.xds.client;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.xds.client.XdsTransportFactory;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;

/** One ADS stream as grpc-xds drives it, overheard by the {@link AdsConversation}. */
final class AdsCall<Q, A> implements XdsTransportFactory.StreamingCall<Q, A> {

    private final ClientCall<Q, A> call;
    private final AdsConversation conversation;

    AdsCall(ClientCall<Q, A> call, AdsConversation conversation) {
        this.call = call;
        this.conversation = conversation;
    }

    @Override
    public void start(XdsTransportFactory.EventHandler<A> handler) {
        call.start(new Listener(handler), new Metadata());
        call.request(1);
    }

    @Override
    public void sendMessage(Q message) {
        if (message instanceof DiscoveryRequest request) {
            conversation.sent(request);
        }
        call.sendMessage(message);
    }

    @Override
    public void startRecvMessage() {
        call.request(1);
    }

    @Override
    public void sendError(Exception error) {
        call.cancel("closed", error);
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    private final class Listener extends ClientCall.Listener<A> {

        private final XdsTransportFactory.EventHandler<A> handler;

        Listener(XdsTransportFactory.EventHandler<A> handler) {
            this.handler = handler;
        }

        @Override
        public void onReady() {
            handler.onReady();
        }

        @Override
        public void onMessage(A message) {
            if (message instanceof DiscoveryResponse response) {
                conversation.came(response);
            }
            handler.onRecvMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            conversation.closed(status);
            handler.onStatusReceived(status);
        }
    }
}
