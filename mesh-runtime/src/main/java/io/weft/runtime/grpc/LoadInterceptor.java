package io.weft.runtime.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Counts the calls that are served; a question for the load is answered here, before any interceptor that is within.
 */
record LoadInterceptor(LoadService service) implements ServerInterceptor {

    @Override
    @SuppressWarnings("unchecked") // a method of this name has these messages
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
            ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        if (call.getMethodDescriptor() == (Object) LoadMethod.GET) {
            return (ServerCall.Listener<ReqT>) service.tell((ServerCall<LoadMethod.Empty, LoadMethod.Empty>) call);
        }
        Runnable ended = service.load().begin();
        try {
            return new Counted<>(next.startCall(call, headers), ended);
        } catch (RuntimeException | Error e) {
            ended.run();
            throw e;
        }
    }

    /** Every call that was let in completes or is cancelled. */
    private static final class Counted<ReqT> extends SimpleForwardingServerCallListener<ReqT> {

        private final Runnable ended;

        Counted(ServerCall.Listener<ReqT> listener, Runnable ended) {
            super(listener);
            this.ended = ended;
        }

        @Override
        public void onComplete() {
            ended.run();
            super.onComplete();
        }

        @Override
        public void onCancel() {
            ended.run();
            super.onCancel();
        }
    }
}
