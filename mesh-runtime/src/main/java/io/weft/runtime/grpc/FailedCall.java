package io.weft.runtime.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An attempt that ends before anything could be connected. */
final class FailedCall<ReqT, RespT> extends ClientCall<ReqT, RespT> {

    private final Executor executor;
    private final Status status;

    FailedCall(Executor executor, Exception why) {
        this.executor = executor;
        this.status = ConnectFailure.of(
                Status.UNAVAILABLE.withDescription(why.getMessage()).withCause(why));
    }

    @Override
    public void start(Listener<RespT> listener, Metadata headers) {
        executor.execute(() -> listener.onClose(status, new Metadata()));
    }

    @Override
    public void request(int count) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(ReqT message) {}
}
