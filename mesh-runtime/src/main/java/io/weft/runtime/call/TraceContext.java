package io.weft.runtime.call;

import java.util.List;

/**
 * The headers of an incoming request that belong to the work it starts, and go along with every call that this work
 * makes: request id, trace ids, end-user and the like (the list Istio asks applications to forward). A header that an
 * outgoing request already has is never touched.
 *
 * @param headers in the order they came
 */
public record TraceContext(List<Header> headers) {

    /** Outside of any work. */
    public static final TraceContext NONE = new TraceContext(List.of());

    public TraceContext {
        headers = List.copyOf(headers);
    }

    /** The context of the work that this thread does now. */
    public static TraceContext current() {
        throw new UnsupportedOperationException();
    }

    /** Makes this the context of the current thread's work until the scope is closed. */
    public Scope open() {
        throw new UnsupportedOperationException();
    }

    /** Restores what was current before. To be closed on the thread that opened it. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
