package io.weft.spring;

import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.MeshSnapshot;
import io.weft.model.Route;
import io.weft.model.RouteAction;
import io.weft.model.RouteMatch;
import io.weft.model.Upstream;
import io.weft.model.VirtualHost;
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

    /** One where {@code reviews} answers by rule, so that no server is needed to see that the mesh was asked. */
    public static HandSource answering(Fault fault) {
        HeaderEdits cookie = new HeaderEdits(List.of(), List.of(new HeaderEdit.Add("set-cookie", "user=7; Path=/")));
        var answer = new RouteAction.Respond(200, "from the mesh");
        Route route = new Route("direct", RouteMatch.ANY, answer, cookie, fault, "");
        Upstream reviews = new Upstream.Known(new VirtualHost("reviews", List.of(route)));
        HandSource source = new HandSource();
        source.publish(new MeshSnapshot("1", Map.of("reviews:9080", reviews, "reviews:80", reviews), Map.of()));
        return source;
    }

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
