package io.weft.control.registry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process that can be called: a registered one, or a WorkloadEntry.
 *
 * @param name unique within the namespace
 * @param namespace the namespace it belongs to
 * @param serviceAccount the account it runs under; empty if unknown
 * @param address an IP address, or a host name where a service is resolved by DNS
 * @param labels what selectors and subsets look at
 * @param ports its own ports by the name of the service port
 * @param locality where it runs
 * @param weight its share among its peers, at least 1
 * @param network Istio's network; empty for the one that all share
 * @param state whether it may be called
 */
public record Workload(
        String name,
        String namespace,
        String serviceAccount,
        String address,
        Map<String, String> labels,
        Map<String, Integer> ports,
        Locality locality,
        int weight,
        String network,
        State state) {

    /** Where a workload stands between its start and its end. */
    public enum State {
        /** Known, not yet to be called. */
        STARTING,
        /** To be called. */
        READY,
        /** Finishes what it has; no new calls. */
        DRAINING
    }

    /** Labels and ports are kept in the order of their names, so that what is made of them never depends on chance. */
    public Workload {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
        weight = Math.max(1, weight);
    }

    /** Whether it carries all of these labels with these values. */
    public boolean matches(Map<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }

    /** The same workload in another state. */
    public Workload in(State next) {
        return new Workload(name, namespace, serviceAccount, address, labels, ports, locality, weight, network, next);
    }
}
