package io.weft.runtime.call;

import io.micrometer.context.ThreadLocalAccessor;

/** Lets Micrometer's context propagation carry the {@link TraceContext} to other threads; found by its service file. */
public final class TraceContextAccessor implements ThreadLocalAccessor<TraceContext> {

    /** The key in captured snapshots. */
    public static final String KEY = "io.weft.trace-context";

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public TraceContext getValue() {
        return TraceContext.current();
    }

    @Override
    public void setValue(TraceContext value) {
        TraceContext.set(value);
    }

    @Override
    public void setValue() {
        TraceContext.set(TraceContext.NONE);
    }
}
