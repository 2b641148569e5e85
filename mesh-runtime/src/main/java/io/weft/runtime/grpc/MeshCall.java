package io.weft.runtime.grpc;

import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The caller's end of a call of the mesh. What the caller does goes through the outbox to whichever attempt is under
 * way.
 */
final class MeshCall<ReqT, RespT> extends ClientCall<ReqT, RespT> {

    private final Wire<ReqT, RespT> wire;
    private final Outbox<ReqT> outbox = new Outbox<>();
    private volatile @Nullable Journey<ReqT, RespT> journey;

    MeshCall(Wire<ReqT, RespT> wire) {
        this.wire = wire;
    }

    @Override
    public void start(Listener<RespT> listener, Metadata headers) {
        Journey<ReqT, RespT> begun = new Journey<>(wire, outbox, listener, headers);
        journey = begun;
        begun.begin();
    }

    @Override
    public void request(int count) {
        outbox.add(new Step.Ask<>(count));
    }

    @Override
    public void sendMessage(ReqT message) {
        outbox.add(new Step.Send<>(message, outbox.measuring() ? wire.size(message) : 0));
    }

    @Override
    public void halfClose() {
        outbox.add(new Step.HalfClose<>());
    }

    @Override
    public void setMessageCompression(boolean enabled) {
        outbox.add(new Step.Compress<>(enabled));
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
        Journey<ReqT, RespT> begun = journey;
        if (begun != null) {
            begun.cancel(message, cause);
        }
    }

    @Override
    public boolean isReady() {
        ClientCall<?, ?> attempt = attempt();
        return attempt != null && attempt.isReady();
    }

    @Override
    public Attributes getAttributes() {
        ClientCall<?, ?> attempt = attempt();
        return attempt == null ? Attributes.EMPTY : attempt.getAttributes();
    }

    private @Nullable ClientCall<?, ?> attempt() {
        Journey<ReqT, RespT> begun = journey;
        return begun == null ? null : begun.attempt();
    }
}
