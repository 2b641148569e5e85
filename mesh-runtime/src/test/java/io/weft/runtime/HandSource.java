package io.weft.runtime;

import io.weft.model.MeshSnapshot;
import io.weft.model.Upstream;
import io.weft.spi.SnapshotSource;
import io.weft.spi.SourceStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A source whose snapshots are made by hand. An upstream that was not made passes through, as a control plane says. */
public final class HandSource implements SnapshotSource {

    private final List<Consumer<MeshSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile MeshSnapshot snapshot = MeshSnapshot.EMPTY;

    /** Swaps the configuration. */
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
        if (!snapshot.upstreams().containsKey(hostAndPort)) {
            Map<String, Upstream> upstreams = new HashMap<>(snapshot.upstreams());
            upstreams.put(hostAndPort, new Upstream.PassThrough());
            publish(new MeshSnapshot(snapshot.version() + "+", upstreams, snapshot.clusters()));
        }
        return CompletableFuture.completedStage(snapshot);
    }

    @Override
    public synchronized void subscribe(Consumer<MeshSnapshot> listener) {
        listeners.add(listener);
        listener.accept(snapshot);
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(true, "by hand", Optional.empty(), false, Map.of(), Optional.empty());
    }

    @Override
    public void close() {}
}
