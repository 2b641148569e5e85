package io.weft.control.config;

import java.util.Map;
import java.util.Optional;

/**
 * A workload that does not register itself.
 *
 * @param address IP, DNS name or {@code unix://} path; empty if only the network tells
 * @param ports by the service's port name
 * @param locality {@code region/zone/subzone}
 * @param weight 0 means 1
 */
public record WorkloadEntry(
        String address,
        Map<String, Integer> ports,
        Map<String, String> labels,
        Optional<String> network,
        Optional<String> locality,
        int weight,
        Optional<String> serviceAccount,
        Position at) {
    public WorkloadEntry {
        ports = Ordered.copy(ports);
        labels = Ordered.copy(labels);
    }
}
