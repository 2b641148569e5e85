package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.weft.model.Address;
import io.weft.model.ConnectionPolicy;
import io.weft.runtime.call.Header;
import java.time.Duration;
import java.util.List;

/** A call that goes to Envoy's outbound listener as the caller made it, but for the headers of its work. */
final class SidecarCall<ReqT, RespT> extends ForwardingClientCall.SimpleForwardingClientCall<ReqT, RespT> {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final List<Header> ofWork = Work.current().headers();

    private SidecarCall(ClientCall<ReqT, RespT> call) {
        super(call);
    }

    static <ReqT, RespT> ClientCall<ReqT, RespT> to(
            Address sidecar, MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel channel) {
        Dial dial = new Dial(sidecar, CONNECT_TIMEOUT, ConnectionPolicy.DEFAULT);
        return new SidecarCall<>(channel.newCall(method, dial.addTo(options)));
    }

    @Override
    public void start(Listener<RespT> listener, Metadata headers) {
        Metadata sent = Edits.copy(headers);
        Edits.addMissing(ofWork, sent);
        super.start(listener, sent);
    }
}
