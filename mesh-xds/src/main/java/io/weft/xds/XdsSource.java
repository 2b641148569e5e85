package io.weft.xds;

import io.weft.model.MeshSnapshot;
import io.weft.spi.SnapshotSource;
import io.weft.spi.SourceStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Snapshots from a control plane that speaks ADS. */
public final class XdsSource implements SnapshotSource {

    private final XdsBootstrap bootstrap;

    private XdsSource(XdsBootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * Connects in the background.
     *
     * @throws ControlPlaneUnreachableException if the bootstrap asks to fail fast and there is no connection in time
     */
    public static XdsSource open(XdsBootstrap bootstrap) {
        return new XdsSource(bootstrap);
    }

    @Override
    public MeshSnapshot current() {
        return MeshSnapshot.EMPTY;
    }

    @Override
    public CompletionStage<MeshSnapshot> want(String hostAndPort) {
        return CompletableFuture.completedStage(MeshSnapshot.EMPTY);
    }

    @Override
    public void subscribe(Consumer<MeshSnapshot> listener) {
        listener.accept(current());
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(false, bootstrap.server(), Optional.empty(), false, Map.of(), Optional.empty());
    }

    @Override
    public void close() {}
}
