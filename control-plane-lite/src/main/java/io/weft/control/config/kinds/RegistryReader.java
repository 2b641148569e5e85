package io.weft.control.config.kinds;

import io.weft.control.config.OutboundTrafficPolicy;
import io.weft.control.config.Service;
import io.weft.control.config.ServiceEntry;
import io.weft.control.config.Sidecar;
import io.weft.control.config.WorkloadEntry;
import io.weft.control.config.schema.Node;
import java.util.Optional;

/** Services, workloads and what is seen of them, from their checked trees. */
final class RegistryReader {

    private RegistryReader() {}

    static Service service(Node spec) {
        return new Service(
                Values.texts(spec, "selector"),
                Values.list(spec, "ports", RegistryReader::servicePort),
                spec.text("clusterIP"),
                spec.text("type").orElse("ClusterIP"),
                spec.text("externalName"));
    }

    private static Service.Port servicePort(Node port) {
        return new Service.Port(
                port.text("name").orElse(""),
                (int) port.number("port"),
                port.text("targetPort").filter(target -> !target.equals("0")),
                port.text("appProtocol"),
                port.text("protocol").orElse("TCP"),
                port.at());
    }

    static ServiceEntry serviceEntry(Node spec) {
        Optional<Node> selector = spec.get("workloadSelector");
        return new ServiceEntry(
                spec.texts("hosts"),
                spec.texts("addresses"),
                Values.list(
                        spec,
                        "ports",
                        port -> new ServiceEntry.Port(
                                (int) port.number("number"),
                                port.text("name").orElse(""),
                                port.text("protocol").orElse(""),
                                Values.integer(port, "targetPort"),
                                port.at())),
                Values.word(spec, "location", ServiceEntry.Location.class).orElse(ServiceEntry.Location.MESH_EXTERNAL),
                Values.word(spec, "resolution", ServiceEntry.Resolution.class).orElse(ServiceEntry.Resolution.NONE),
                Values.list(spec, "endpoints", RegistryReader::workload),
                selector.map(node -> Values.texts(node, "labels")),
                spec.texts("exportTo"),
                spec.texts("subjectAltNames"));
    }

    static WorkloadEntry workload(Node spec) {
        return new WorkloadEntry(
                spec.text("address").orElse(""),
                Values.map(spec, "ports", port -> (int) port.number()),
                Values.texts(spec, "labels"),
                spec.text("network"),
                spec.text("locality"),
                (int) spec.number("weight"),
                spec.text("serviceAccount"),
                spec.at());
    }

    private static Sidecar.Egress egress(Node listener) {
        Node port = listener.get("port").orElse(listener.absent("port"));
        return new Sidecar.Egress(Values.integer(port, "number"), listener.texts("hosts"));
    }

    static Sidecar sidecar(Node spec) {
        Node selector = spec.get("workloadSelector").orElse(spec.absent("workloadSelector"));
        return new Sidecar(
                Values.texts(selector, "labels"),
                Values.list(spec, "egress", RegistryReader::egress),
                spec.get("outboundTrafficPolicy")
                        .map(policy -> Values.word(policy, "mode", OutboundTrafficPolicy.class)
                                .orElse(OutboundTrafficPolicy.REGISTRY_ONLY)));
    }
}
