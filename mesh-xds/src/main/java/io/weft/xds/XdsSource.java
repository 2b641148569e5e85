package io.weft.xds;

import io.weft.model.MeshSnapshot;
import io.weft.spi.SnapshotSource;
import io.weft.spi.SourceStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots from a control plane that speaks ADS, over one stream. An upstream is asked for when it is first wanted and
 * followed from then on. Without a control plane an upstream is what is remembered of it on disk, else it passes
 * through; when the control plane comes, all catches up by itself.
 *
 * <p>Listeners and the continuations of {@link #want} run on the source's one thread and must not block it.
 */
public final class XdsSource implements SnapshotSource {

    /** A process that calls more hosts than this passes the rest through. */
    private static final int MAX_UPSTREAMS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(XdsSource.class);

    private final Health health;
    private final ScheduledExecutorService thread = new SourceThread("weft-xds");
    private final Feed feed;
    private final AnswerDeadline deadline;
    private final CountDownLatch firstConnection = new CountDownLatch(1);
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final List<Consumer<MeshSnapshot>> listeners = new ArrayList<>();
    private volatile MeshSnapshot current = MeshSnapshot.EMPTY;

    private XdsSource(XdsBootstrap bootstrap) {
        this.health = new Health(bootstrap.server(), InstantSource.system());
        this.deadline = AnswerDeadline.of(bootstrap.initialTimeout(), System.nanoTime());
        this.feed = new Feed(bootstrap, thread, health, this::publish, this::connectionChanged);
    }

    /**
     * Connects in the background.
     *
     * @throws ControlPlaneUnreachableException if the bootstrap asks to fail fast and there is no connection in time
     */
    public static XdsSource open(XdsBootstrap bootstrap) {
        XdsSource source = new XdsSource(bootstrap);
        source.feed.connect();
        if (bootstrap.failFast() && !source.awaitConnection(bootstrap.initialTimeout())) {
            source.close();
            throw new ControlPlaneUnreachableException(
                    bootstrap.server(), bootstrap.initialTimeout(), source.health.lastFailure());
        }
        return source;
    }

    @Override
    public MeshSnapshot current() {
        return current;
    }

    @Override
    public CompletionStage<MeshSnapshot> want(String hostAndPort) {
        MeshSnapshot now = current;
        if (now.upstreams().containsKey(hostAndPort)
                || now.upstreams().size() + waiting.size() >= MAX_UPSTREAMS
                || thread.isShutdown()) {
            return CompletableFuture.completedStage(now);
        }
        Waiting added = new Waiting(new CompletableFuture<>(), System.nanoTime());
        Waiting before = waiting.putIfAbsent(hostAndPort, added);
        if (before == null) {
            thread.execute(() -> ask(hostAndPort, added));
        }
        return (before == null ? added : before).answer.minimalCompletionStage();
    }

    @Override
    public void subscribe(Consumer<MeshSnapshot> listener) {
        thread.execute(() -> {
            listeners.add(listener);
            tell(listener, current);
        });
    }

    @Override
    public SourceStatus status() {
        return health.status();
    }

    @Override
    public void close() {
        feed.close();
        thread.shutdownNow();
        waiting.values().forEach(waiter -> waiter.answer.complete(current));
    }

    private boolean awaitConnection(Duration timeout) {
        try {
            return firstConnection.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void ask(String upstream, Waiting waiter) {
        if (current.upstreams().containsKey(upstream)) {
            settle(current);
        } else {
            feed.want(upstream);
            check(upstream, waiter);
        }
    }

    /** Gives up an upstream whose time is over, else looks again when it is. */
    private void check(String upstream, Waiting waiter) {
        if (!waiter.answer.isDone()) {
            long left = deadline.of(waiter.since, health.connected()) - System.nanoTime();
            if (left > 0) {
                thread.schedule(() -> check(upstream, waiter), left, TimeUnit.NANOSECONDS);
            } else {
                feed.giveUp(upstream);
            }
        }
    }

    private void connectionChanged() {
        if (health.connected()) {
            firstConnection.countDown();
        } else {
            waiting.forEach((upstream, waiter) -> {
                feed.recall(upstream);
                check(upstream, waiter);
            });
        }
    }

    private void publish(MeshSnapshot snapshot) {
        current = snapshot;
        listeners.forEach(listener -> tell(listener, snapshot));
        settle(snapshot);
    }

    private void settle(MeshSnapshot snapshot) {
        waiting.forEach((upstream, waiter) -> {
            if (snapshot.upstreams().containsKey(upstream) && waiting.remove(upstream, waiter)) {
                waiter.answer.complete(snapshot);
            }
        });
    }

    private static void tell(Consumer<MeshSnapshot> listener, MeshSnapshot snapshot) {
        try {
            listener.accept(snapshot);
        } catch (RuntimeException e) {
            log.error("a listener to snapshots failed", e);
        }
    }

    /** Somebody who waits for an upstream, and since when (nanoTime). */
    private record Waiting(CompletableFuture<MeshSnapshot> answer, long since) {}
}
