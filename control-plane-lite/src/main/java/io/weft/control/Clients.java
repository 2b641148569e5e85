package io.weft.control;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.weft.control.registry.Locality;
import io.weft.control.translate.ClientKind;
import io.weft.control.translate.ClientScope;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells from the node that a client names itself by what it is to be served. Istio's metadata keys. */
final class Clients {

    private final String defaultNamespace;

    Clients(String defaultNamespace) {
        this.defaultNamespace = defaultNamespace;
    }

    ClientScope scope(Node node) {
        return new ClientScope(kind(node), namespace(node), labels(node.getMetadata()), locality(node.getLocality()));
    }

    private static ClientKind kind(Node node) {
        String generator = text(node.getMetadata(), "GENERATOR");
        if (generator.equals("weft")) {
            return ClientKind.WEFT;
        }
        boolean grpc = generator.equals("grpc")
                || node.getUserAgentName().toLowerCase(Locale.ROOT).startsWith("grpc");
        return grpc ? ClientKind.GRPC : ClientKind.ENVOY;
    }

    /** Named in the metadata, else the last part of Istio's node id: {@code sidecar~10.0.0.1~pod.ns~ns.svc.domain}. */
    private String namespace(Node node) {
        String named = text(node.getMetadata(), "NAMESPACE");
        if (!named.isEmpty()) {
            return named;
        }
        String[] parts = node.getId().split("~", -1);
        String domain = parts.length == 4 ? parts[3] : "";
        int dot = domain.indexOf('.');
        return dot > 0 ? domain.substring(0, dot) : defaultNamespace;
    }

    private static Locality locality(io.envoyproxy.envoy.config.core.v3.Locality named) {
        return new Locality(named.getRegion(), named.getZone(), named.getSubZone());
    }

    private static Map<String, String> labels(Struct metadata) {
        Map<String, String> labels = new HashMap<>();
        Value named = metadata.getFieldsOrDefault("LABELS", Value.getDefaultInstance());
        named.getStructValue().getFieldsMap().forEach((key, value) -> labels.put(key, value.getStringValue()));
        return labels;
    }

    private static String text(Struct metadata, String key) {
        return metadata.getFieldsOrDefault(key, Value.getDefaultInstance()).getStringValue();
    }
}
