package io.weft.model;

import java.util.Map;

/**
 * One address of a cluster.
 *
 * @param address an IP address (for a DNS cluster, a host name) with its port: its identity over configuration changes
 * @param weight its share among endpoints of the same priority; at least 1
 * @param priority 0 is used first; others when those before have too few usable endpoints
 * @param locality where it runs
 * @param labels of the workload behind it, as far as known (app, version)
 */
public record Endpoint(Address address, int weight, int priority, Locality locality, Map<String, String> labels) {
    public Endpoint {
        labels = Map.copyOf(labels);
        if (weight < 1) {
            throw new IllegalArgumentException("weight of " + address + " is " + weight + ", must be at least 1");
        }
    }
}
