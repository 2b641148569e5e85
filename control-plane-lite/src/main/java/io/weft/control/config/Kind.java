package io.weft.control.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The kinds that are understood, each in all its API versions. */
public enum Kind {
    VIRTUAL_SERVICE(Group.NETWORKING, "VirtualService"),
    DESTINATION_RULE(Group.NETWORKING, "DestinationRule"),
    SERVICE_ENTRY(Group.NETWORKING, "ServiceEntry"),
    WORKLOAD_ENTRY(Group.NETWORKING, "WorkloadEntry"),
    WORKLOAD_GROUP(Group.NETWORKING, "WorkloadGroup"),
    GATEWAY(Group.NETWORKING, "Gateway"),
    SIDECAR(Group.NETWORKING, "Sidecar"),
    PROXY_CONFIG(Group.NETWORKING, "ProxyConfig", Set.of("v1beta1")),
    ENVOY_FILTER(Group.NETWORKING, "EnvoyFilter", Set.of("v1alpha3")),
    PEER_AUTHENTICATION(Group.SECURITY, "PeerAuthentication", Set.of("v1", "v1beta1")),
    REQUEST_AUTHENTICATION(Group.SECURITY, "RequestAuthentication", Set.of("v1", "v1beta1")),
    AUTHORIZATION_POLICY(Group.SECURITY, "AuthorizationPolicy", Set.of("v1", "v1beta1")),
    TELEMETRY(Group.TELEMETRY, "Telemetry", Set.of("v1", "v1alpha1")),
    WASM_PLUGIN(Group.EXTENSIONS, "WasmPlugin", Set.of("v1alpha1")),
    TRAFFIC_EXTENSION(Group.EXTENSIONS, "TrafficExtension", Set.of("v1alpha1")),
    MESH_CONFIG(Group.MESH, "MeshConfig", Set.of("v1alpha1")),
    TRAFFIC_GUARD(Group.WEFT, "TrafficGuard", Set.of("v1")),
    SERVICE("", "Service", Set.of("v1"));

    private final String group;
    private final String word;
    private final Set<String> versions;

    Kind(String group, String word) {
        this(group, word, Set.of("v1", "v1beta1", "v1alpha3"));
    }

    Kind(String group, String word, Set<String> versions) {
        this.group = group;
        this.word = word;
        this.versions = versions;
    }

    /** The API group, empty for Kubernetes' core. */
    public String group() {
        return group;
    }

    /** As written after {@code kind:}. */
    public String word() {
        return word;
    }

    /** The API versions that mean this type. */
    public Set<String> versions() {
        return versions;
    }

    /** The kind of that group and word. */
    public static Optional<Kind> of(String group, String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.group.equals(group) && kind.word.equals(word))
                .findFirst();
    }

    private static final class Group {
        static final String NETWORKING = "networking.istio.io";
        static final String SECURITY = "security.istio.io";
        static final String TELEMETRY = "telemetry.istio.io";
        static final String MESH = "mesh.istio.io";
        static final String EXTENSIONS = "extensions.istio.io";
        static final String WEFT = "weft.io";
    }
}
