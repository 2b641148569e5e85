package io.weft.control.serve;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.grpc.BindableService;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Serves resources to all who ask over ADS. One thread, {@code weft-ads}, owns all streams; what is published, asked or
 * closed is handed to it.
 *
 * @param <S> the scope: what tells clients apart that are served differently; compared by equality
 */
public final class AdsServer<S> implements AutoCloseable {

    private static final long TICK_MILLIS = 250;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread t = new Thread(task, "weft-ads");
        t.setDaemon(true);
        return t;
    });
    private final Hub<S> hub;

    /** A server that serves these views, one per scope, until others are published. */
    public AdsServer(Function<Node, S> scopeOf, Function<? super S, ? extends ResourceView> views) {
        this.hub = new Hub<>(scopeOf, views, System::nanoTime);
        var unused = thread.scheduleWithFixedDelay(
                Guard.of("tick", hub::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The gRPC service; to be added to a server. */
    public BindableService service() {
        return new AdsService(hub, task -> thread.execute(Guard.of("stream", task)));
    }

    /**
     * Serves these views from now on. The result completes, on a thread that must not be held up, when every client
     * concerned has answered the change, or has not for a second.
     */
    public CompletionStage<Void> publish(Function<? super S, ? extends ResourceView> views) {
        return CompletableFuture.supplyAsync(() -> hub.publish(views), thread).thenCompose(over -> over);
    }

    /** Completes when every client has answered what it was sent, or has not for a second. */
    public CompletionStage<Void> settled() {
        return CompletableFuture.supplyAsync(hub::settled, thread).thenCompose(over -> over);
    }

    /** All connected clients and how they stand. */
    public CompletionStage<List<ClientStatus>> clients() {
        return CompletableFuture.supplyAsync(hub::clients, thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
