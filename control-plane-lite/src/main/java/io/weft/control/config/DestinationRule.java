package io.weft.control.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for calls to a host once it is chosen.
 *
 * @param host as written: short, full or with a wildcard prefix
 * @param exportTo as written; empty means {@code *}
 * @param workloadSelector labels of the calling workloads of its namespace ({@code matchLabels}); empty for all
 */
public record DestinationRule(
        String host,
        Optional<TrafficPolicy> trafficPolicy,
        List<Subset> subsets,
        List<String> exportTo,
        Map<String, String> workloadSelector) {

    public DestinationRule {
        subsets = List.copyOf(subsets);
        exportTo = List.copyOf(exportTo);
        workloadSelector = Ordered.copy(workloadSelector);
    }

    /** The endpoints that carry these labels. */
    public record Subset(String name, Map<String, String> labels, Optional<TrafficPolicy> trafficPolicy, Position at) {
        public Subset {
            labels = Ordered.copy(labels);
        }
    }
}
