package io.weft.control.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A service that the registry would not know otherwise.
 *
 * @param workloadSelector labels of the workloads of its namespace; empty if endpoints are listed or found by DNS
 * @param exportTo as written; empty means {@code *}
 */
public record ServiceEntry(
        List<String> hosts,
        List<String> addresses,
        List<Port> ports,
        Location location,
        Resolution resolution,
        List<WorkloadEntry> endpoints,
        Optional<Map<String, String>> workloadSelector,
        List<String> exportTo,
        List<String> subjectAltNames) {

    public ServiceEntry {
        hosts = List.copyOf(hosts);
        addresses = List.copyOf(addresses);
        ports = List.copyOf(ports);
        endpoints = List.copyOf(endpoints);
        workloadSelector = workloadSelector.map(Ordered::copy);
        exportTo = List.copyOf(exportTo);
        subjectAltNames = List.copyOf(subjectAltNames);
    }

    /** @param protocol as written: HTTP, HTTPS, GRPC, GRPC-WEB, HTTP2, MONGO, TCP or TLS; empty if it is not */
    public record Port(int number, String name, String protocol, OptionalInt targetPort, Position at) {}

    /** Whether it is part of the mesh. */
    public enum Location {
        MESH_EXTERNAL,
        MESH_INTERNAL
    }

    /** How its addresses are found. */
    public enum Resolution {
        NONE,
        STATIC,
        DNS,
        DNS_ROUND_ROBIN,
        DYNAMIC_DNS
    }
}
