package io.weft.runtime.call;

import io.weft.model.CallRecord;

/** How a call went so far. */
public final class CallReport {

    CallReport() {}

    /** As values, for {@link io.weft.spi.MeshEvents} and displays. */
    public CallRecord record() {
        throw new UnsupportedOperationException();
    }

    /** For people: service, route, subset, endpoints tried, and why the call ended as it did. */
    public String explain() {
        throw new UnsupportedOperationException();
    }
}
