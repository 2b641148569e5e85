package io.weft.control.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes Service: the registry's word for a service.
 *
 * @param selector labels of its workloads; empty selects none
 * @param clusterIP {@code None} for a headless one
 * @param type ClusterIP, NodePort, LoadBalancer or ExternalName
 * @param externalName the DNS name behind it, if the type is ExternalName
 */
public record Service(
        Map<String, String> selector,
        List<Port> ports,
        Optional<String> clusterIP,
        String type,
        Optional<String> externalName) {

    public Service {
        selector = Ordered.copy(selector);
        ports = List.copyOf(ports);
    }

    /**
     * @param name empty if it has none
     * @param targetPort a number or a port's name at the workload; empty means the port itself
     * @param protocol TCP, UDP or SCTP
     */
    public record Port(
            String name,
            int port,
            Optional<String> targetPort,
            Optional<String> appProtocol,
            String protocol,
            Position at) {}
}
