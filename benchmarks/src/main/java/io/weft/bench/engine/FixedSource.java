package io.weft.bench.engine;

import io.weft.model.MeshSnapshot;
import io.weft.spi.SnapshotSource;
import io.weft.spi.SourceStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A source that always has the same snapshot. */
record FixedSource(MeshSnapshot current) implements SnapshotSource {

    @Override
    public CompletionStage<MeshSnapshot> want(String hostAndPort) {
        return CompletableFuture.completedFuture(current);
    }

    @Override
    public void subscribe(Consumer<MeshSnapshot> listener) {
        listener.accept(current);
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(true, "none", Optional.empty(), false, Map.of(), Optional.empty());
    }

    @Override
    public void close() {}
}
