package io.weft.spring.actuate;

import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.runtime.guard.BreakerView;
import io.weft.runtime.guard.HedgingView;
import io.weft.runtime.upstream.EndpointView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One cluster and how its endpoints stand.
 *
 * @param origin where its policy was written
 * @param breaker how it stands; empty if no TrafficGuard asks for one
 * @param hedging what became of it; likewise
 */
record ClusterDescriptor(
        String service,
        String subset,
        String origin,
        Optional<BreakerView> breaker,
        Optional<HedgingView> hedging,
        List<EndpointDescriptor> endpoints) {

    /**
     * @param inFlight attempts under way from here
     * @param ejectedFor how long it stays ejected yet
     * @param connection READY, FAILING, or UNUSED before the first call
     */
    record EndpointDescriptor(
            String address,
            int weight,
            String locality,
            Map<String, String> labels,
            int inFlight,
            Optional<Duration> ejectedFor,
            int ejections,
            String connection) {

        private static EndpointDescriptor of(EndpointView view) {
            return of(
                    view.endpoint(),
                    view.inFlight(),
                    view.ejectedFor(),
                    view.ejections(),
                    view.connection().name());
        }

        private static EndpointDescriptor unused(Endpoint endpoint) {
            return of(endpoint, 0, Optional.empty(), 0, "UNUSED");
        }

        private static EndpointDescriptor of(
                Endpoint endpoint, int inFlight, Optional<Duration> ejectedFor, int ejections, String connection) {
            return new EndpointDescriptor(
                    endpoint.address().toString(),
                    endpoint.weight(),
                    endpoint.locality().toString(),
                    endpoint.labels(),
                    inFlight,
                    ejectedFor,
                    ejections,
                    connection);
        }
    }

    static ClusterDescriptor of(
            Cluster cluster, Optional<BreakerView> breaker, Optional<HedgingView> hedging, List<EndpointView> live) {
        List<EndpointDescriptor> endpoints = live.isEmpty()
                ? cluster.endpoints().stream().map(EndpointDescriptor::unused).toList()
                : live.stream().map(EndpointDescriptor::of).toList();
        return new ClusterDescriptor(
                cluster.service(), cluster.subset(), cluster.origin(), breaker, hedging, endpoints);
    }
}
