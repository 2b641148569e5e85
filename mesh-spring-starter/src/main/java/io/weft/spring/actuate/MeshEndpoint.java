package io.weft.spring.actuate;

import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshMode;
import io.weft.runtime.guard.BreakerView;
import io.weft.runtime.guard.HedgingView;
import io.weft.runtime.upstream.ClusterView;
import io.weft.runtime.upstream.EndpointView;
import io.weft.spi.SourceStatus;
import io.weft.spring.MeshIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** {@code /actuator/mesh}: what this process knows of the mesh, and how its endpoints stand. */
@Endpoint(id = "mesh")
final class MeshEndpoint {

    private final Mesh mesh;
    private final MeshIdentity identity;

    MeshEndpoint(Mesh mesh, MeshIdentity identity) {
        this.mesh = mesh;
        this.identity = identity;
    }

    /**
     * @param version of the snapshot in force
     * @param upstreams what the control plane said about each {@code host:port} that was asked for
     * @param clusters by name; the state of endpoints is known for those that were called
     */
    record MeshDescriptor(
            MeshMode mode,
            MeshIdentity identity,
            SourceStatus controlPlane,
            String version,
            Map<String, UpstreamDescriptor> upstreams,
            Map<String, ClusterDescriptor> clusters) {}

    @ReadOperation
    MeshDescriptor mesh() {
        MeshSnapshot snapshot = mesh.snapshot();
        Map<String, UpstreamDescriptor> upstreams = new TreeMap<>();
        snapshot.upstreams().forEach((name, upstream) -> upstreams.put(name, UpstreamDescriptor.of(upstream)));
        return new MeshDescriptor(
                mesh.mode(), identity, mesh.status(), snapshot.version(), upstreams, clusters(snapshot));
    }

    private Map<String, ClusterDescriptor> clusters(MeshSnapshot snapshot) {
        Map<String, List<EndpointView>> live = mesh.clusters().stream()
                .collect(Collectors.toMap(view -> view.config().name(), ClusterView::endpoints));
        Map<String, BreakerView> breakers =
                mesh.breakers().stream().collect(Collectors.toMap(BreakerView::cluster, Function.identity()));
        Map<String, HedgingView> hedging =
                mesh.hedging().stream().collect(Collectors.toMap(HedgingView::cluster, Function.identity()));
        return snapshot.clusters().values().stream()
                .collect(Collectors.toMap(
                        Cluster::name,
                        cluster -> ClusterDescriptor.of(
                                cluster,
                                Optional.ofNullable(breakers.get(cluster.name())),
                                Optional.ofNullable(hedging.get(cluster.name())),
                                live.getOrDefault(cluster.name(), List.of())),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** Changes the mode until the next restart. */
    @WriteOperation
    void use(MeshMode mode) {
        mesh.use(mode);
    }
}
