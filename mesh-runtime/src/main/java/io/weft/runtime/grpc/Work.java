package io.weft.runtime.grpc;

import io.grpc.Context;
import io.weft.runtime.call.TraceContext;

/** The work that a call belongs to: what gRPC's context carries from thread to thread, else what the thread does. */
final class Work {

    static final Context.Key<TraceContext> KEY = Context.keyWithDefault("mesh-work", TraceContext.NONE);

    private Work() {}

    @SuppressWarnings("ReferenceEquality") // NONE is one object
    static TraceContext current() {
        TraceContext ofThread = TraceContext.current();
        return ofThread == TraceContext.NONE ? KEY.get() : ofThread;
    }
}
