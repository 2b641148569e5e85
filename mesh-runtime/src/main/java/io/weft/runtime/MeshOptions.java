package io.weft.runtime;

import io.weft.model.Address;
import io.weft.runtime.call.TraceHeaders;
import io.weft.spi.MeshEvents;
import java.time.Duration;

/**
 * How a mesh behaves in this process.
 *
 * @param mode who carries out the rules; {@link MeshMode#PROXYLESS} by default
 * @param sidecar Envoy's outbound listener, for {@link MeshMode#SIDECAR}; {@code 127.0.0.1:15001} by default, as
 *     Istio has it
 * @param patience how long the first call to an upstream waits for the control plane to speak about it, before it
 *     passes through to DNS; 5 s by default
 * @param traceHeaders which headers of an incoming request its work's calls take along; {@link TraceHeaders#DEFAULT}
 *     by default
 * @param events told of every call and attempt; {@link MeshEvents#NONE} by default
 */
public record MeshOptions(
        MeshMode mode, Address sidecar, Duration patience, TraceHeaders traceHeaders, MeshEvents events) {

    public static final MeshOptions DEFAULT = new MeshOptions(
            MeshMode.PROXYLESS,
            new Address("127.0.0.1", 15001),
            Duration.ofSeconds(5),
            TraceHeaders.DEFAULT,
            MeshEvents.NONE);

    public MeshOptions withMode(MeshMode other) {
        return new MeshOptions(other, sidecar, patience, traceHeaders, events);
    }

    public MeshOptions withSidecar(Address other) {
        return new MeshOptions(mode, other, patience, traceHeaders, events);
    }

    public MeshOptions withPatience(Duration other) {
        return new MeshOptions(mode, sidecar, other, traceHeaders, events);
    }

    public MeshOptions withTraceHeaders(TraceHeaders other) {
        return new MeshOptions(mode, sidecar, patience, other, events);
    }

    public MeshOptions withEvents(MeshEvents other) {
        return new MeshOptions(mode, sidecar, patience, traceHeaders, other);
    }
}
