package io.weft.control.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What workloads see of the mesh.
 *
 * @param workloadSelector labels of the workloads of its namespace; empty for all of them
 * @param outboundTrafficPolicy empty means the {@linkplain MeshConfig#outboundTrafficPolicy mesh's}
 */
public record Sidecar(
        Map<String, String> workloadSelector,
        List<Egress> egress,
        Optional<OutboundTrafficPolicy> outboundTrafficPolicy) {

    public Sidecar {
        workloadSelector = Ordered.copy(workloadSelector);
        egress = List.copyOf(egress);
    }

    /**
     * Hosts that the workloads may call.
     *
     * @param port the only port that this listener is for; empty for every port that no other listener names
     * @param hosts {@code namespace/host}; {@code .}, {@code *} and {@code ~} are namespaces too,
     *     and {@code ~namespace} leaves out
     */
    public record Egress(OptionalInt port, List<String> hosts) {
        public Egress {
            hosts = List.copyOf(hosts);
        }
    }
}
