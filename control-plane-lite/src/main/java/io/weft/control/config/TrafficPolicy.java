package io.weft.control.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Balancing, limits, ejection and TLS. Each block is inherited or overridden as a whole.
 *
 * @param portLevelSettings replace the blocks above for their port, also where they leave one out
 */
public record TrafficPolicy(
        Settings settings, List<PortTrafficPolicy> portLevelSettings, Optional<RetryBudget> retryBudget) {

    public TrafficPolicy {
        portLevelSettings = List.copyOf(portLevelSettings);
    }

    /** The blocks that a port may have of its own. */
    public record Settings(
            Optional<ConnectionPoolSettings> connectionPool,
            Optional<LoadBalancerSettings> loadBalancer,
            Optional<OutlierDetection> outlierDetection,
            Optional<ClientTlsSettings> tls) {}

    /** The settings of one port. */
    public record PortTrafficPolicy(int port, Settings settings) {}

    /**
     * How many retries may be under way at once.
     *
     * @param percent of the active calls; empty means 20
     * @param minRetryConcurrency always allowed; empty means 3
     * @param budgetInterval how long a call counts as active after its end; empty means 0
     */
    public record RetryBudget(
            OptionalDouble percent, OptionalInt minRetryConcurrency, Optional<Duration> budgetInterval) {}
}
