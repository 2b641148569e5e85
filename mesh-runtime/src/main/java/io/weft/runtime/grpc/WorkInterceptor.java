package io.weft.runtime.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceHeaders;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes an incoming call's trace headers and deadline the context of the work that it starts. */
record WorkInterceptor(TraceHeaders traceHeaders, LongSupplier nanoTime, RandomGenerator random)
        implements ServerInterceptor {

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
            ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        GrpcHead head = new GrpcHead("", 0, "", headers, null);
        TraceContext incoming = traceHeaders.of(head::header, random).from(address(call));
        Deadline deadline = Context.current().getDeadline();
        TraceContext work = deadline == null
                ? incoming
                : incoming.until(nanoTime.getAsLong() + deadline.timeRemaining(TimeUnit.NANOSECONDS));
        Context context = Context.current().withValue(Work.KEY, work);
        try (TraceContext.Scope scope = work.open()) {
            return new WorkingListener<>(Contexts.interceptCall(context, call, headers, next), work);
        }
    }

    /** Of the caller; empty where calls don't come over the network. */
    private static String address(ServerCall<?, ?> call) {
        return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress caller
                        && caller.getAddress() != null
                ? caller.getAddress().getHostAddress()
                : "";
    }

    /** Sets the thread's context around each part of the work. */
    private static final class WorkingListener<ReqT> extends SimpleForwardingServerCallListener<ReqT> {

        private final TraceContext work;

        WorkingListener(ServerCall.Listener<ReqT> listener, TraceContext work) {
            super(listener);
            this.work = work;
        }

        private void within(Runnable part) {
            try (TraceContext.Scope scope = work.open()) {
                part.run();
            }
        }

        @Override
        public void onMessage(ReqT message) {
            within(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            within(super::onHalfClose);
        }

        @Override
        public void onCancel() {
            within(super::onCancel);
        }

        @Override
        public void onComplete() {
            within(super::onComplete);
        }

        @Override
        public void onReady() {
            within(super::onReady);
        }
    }
}
