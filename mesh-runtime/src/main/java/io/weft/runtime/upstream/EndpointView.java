package io.weft.runtime.upstream;

import io.weft.model.Endpoint;
import java.time.Duration;
import java.util.Optional;

/**
 * How an endpoint stands at one moment, for display.
 *
 * @param endpoint as configured
 * @param inFlight attempts under way
 * @param ejectedFor so long it has been ejected; empty if it is not
 * @param ejections how many times in a row it was ejected (Envoy's ejection multiplier: falls by one each healthy
 *     interval)
 * @param connection what the last connection attempt came to
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
}
