package io.weft.runtime.upstream;

import io.weft.model.Endpoint;
import java.time.Duration;
import java.util.Optional;

/**
 * How an endpoint stands at one moment, for display.
 *
 * @param endpoint as configured
 * @param inFlight attempts under way
 * @param ejectedFor how long it stays ejected yet; empty if it is not ejected
 * @param ejections how many times in a row it was ejected (Envoy's multiplier: one less each healthy interval)
 * @param connection what is known of connecting to it
 */
public record EndpointView(
        Endpoint endpoint, int inFlight, Optional<Duration> ejectedFor, int ejections, Connection connection) {

    /** What is known of connecting to an endpoint. */
    public enum Connection {
        /** Nothing speaks against it. */
        READY,
        /** The last attempt failed; passed over while another endpoint is usable. */
        FAILING
    }

    static EndpointView of(Slot slot, Optional<Long> ejectedNanos) {
        EndpointState state = slot.state();
        return new EndpointView(
                slot.endpoint(),
                state.inFlight.get(),
                ejectedNanos.filter(nanos -> state.ejection.active()).map(Duration::ofNanos),
                state.ejection.times(),
                state.connecting.failing() ? Connection.FAILING : Connection.READY);
    }
}
