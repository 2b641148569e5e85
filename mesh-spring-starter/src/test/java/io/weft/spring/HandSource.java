package io.weft.spring;

import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.spi.SnapshotSource;
import io.weft.spi.SourceStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A source whose snapshots are made by hand; what was not made passes through. Its control plane is out of reach. */
public final class HandSource implements SnapshotSource {

    public static final Instant STALE_SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Consumer<MeshSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile MeshSnapshot snapshot = MeshSnapshot.EMPTY;

    public synchronized void publish(MeshSnapshot next) {
        snapshot = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    @Override
    public MeshSnapshot current() {
        return snapshot;
    }

    @Override
    public synchronized CompletionStage<MeshSnapshot> want(String hostAndPort) {
        Map<String, Upstream> upstreams = new HashMap<>(snapshot.upstreams());
        upstreams.putIfAbsent(hostAndPort, new Upstream.PassThrough());
        publish(new MeshSnapshot("by hand", upstreams, snapshot.clusters()));
        return CompletableFuture.completedStage(snapshot);
    }

    @Override
    public synchronized void subscribe(Consumer<MeshSnapshot> listener) {
        listeners.add(listener);
        listener.accept(snapshot);
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(
                false, "localhost:15010", Optional.of(STALE_SINCE), false, Map.of(), Optional.of("bad weight"));
    }

    @Override
    public void close() {}
}
