package io.weft.control.translate;

import io.weft.control.config.ConfigObject;
import io.weft.control.config.ConfigSnapshot;
import io.weft.control.config.MeshConfig;
import io.weft.control.config.OutboundTrafficPolicy;
import io.weft.control.config.Sidecar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which Sidecar object holds for a client: the one that selects it, its namespace's, or the root namespace's. */
final class Sidecars {

    private final List<ConfigObject<Sidecar>> sidecars;
    private final MeshConfig mesh;

    Sidecars(ConfigSnapshot config) {
        this.sidecars = config.sidecars();
        this.mesh = config.mesh();
    }

    /** Whether a client may call hosts that the registry doesn't know. */
    OutboundTrafficPolicy outboundTrafficPolicy(ClientScope client) {
        return of(client).flatMap(Sidecar::outboundTrafficPolicy).orElse(mesh.outboundTrafficPolicy());
    }

    /** The hosts that a client may call. */
    Reach reach(ClientScope client) {
        return new Reach(of(client).map(Sidecar::egress).orElse(List.of()), client.namespace());
    }

    private Optional<Sidecar> of(ClientScope client) {
        return in(client.namespace())
                .filter(sidecar -> !sidecar.workloadSelector().isEmpty())
                .filter(sidecar -> client.matches(sidecar.workloadSelector()))
                .findFirst()
                .or(() -> forAll(client.namespace()))
                .or(() -> forAll(mesh.rootNamespace()));
    }

    private Optional<Sidecar> forAll(String namespace) {
        return in(namespace)
                .filter(sidecar -> sidecar.workloadSelector().isEmpty())
                .findFirst();
    }

    private Stream<Sidecar> in(String namespace) {
        return sidecars.stream()
                .filter(sidecar -> sidecar.meta().namespace().equals(namespace))
                .map(ConfigObject::spec);
    }
}
