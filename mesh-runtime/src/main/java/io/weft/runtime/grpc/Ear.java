package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Hears what comes back of an attempt and passes it on to the caller; what its end means is decided elsewhere. */
final class Ear<RespT> extends ClientCall.Listener<RespT> {

    private final ClientCall.Listener<RespT> caller;
    private final Consumer<Metadata> beforeHeaders;
    private final BiConsumer<Status, Metadata> onClose;

    Ear(ClientCall.Listener<RespT> caller, Consumer<Metadata> beforeHeaders, BiConsumer<Status, Metadata> onClose) {
        this.caller = caller;
        this.beforeHeaders = beforeHeaders;
        this.onClose = onClose;
    }

    @Override
    public void onReady() {
        caller.onReady();
    }

    @Override
    public void onHeaders(Metadata headers) {
        beforeHeaders.accept(headers);
        caller.onHeaders(headers);
    }

    @Override
    public void onMessage(RespT message) {
        caller.onMessage(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        onClose.accept(status, trailers);
    }
}
