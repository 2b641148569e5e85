package io.weft.xds.client;

import com.google.common.base.Stopwatch;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.internal.TimeProvider;
import io.grpc.xds.client.Bootstrapper.BootstrapInfo;
import io.grpc.xds.client.Bootstrapper.ServerInfo;
import io.grpc.xds.client.XdsClient;
import io.grpc.xds.client.XdsClientImpl;
import io.grpc.xds.client.XdsClientMetricReporter;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * One ADS stream to a control plane: grpc-xds' client with our types, transport and back-off. Resources are asked for
 * one by one; the first opens the stream. To be used on the executor that it was given, on which it also tells
 * its events.
 */
public final class AdsClient implements AutoCloseable {

    /** How long a resource may stay unanswered until it counts as absent: xDS's own, as in grpc-xds. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    private final ScheduledExecutorService executor;
    private final AdsEvents events;
    private final FirstConnection first;
    private final XdsClient client;
    private final Map<ResourceType, WatchedType> types = new EnumMap<>(ResourceType.class);
    private final Map<ResourceKey, Watcher> watchers = new HashMap<>();

    /**
     * Not connected yet.
     *
     * @param server {@code host:port}
     * @param executor a single thread
     */
    public AdsClient(
            String server, AdsNode node, ScheduledExecutorService executor, RandomGenerator random, AdsEvents events) {
        this.executor = executor;
        this.events = events;
        for (ResourceType type : ResourceType.values()) {
            types.put(type, new WatchedType(type, key -> executor.execute(() -> events.missing(key))));
        }
        this.first = new FirstConnection(server, executor, random, events);
        this.client = new XdsClientImpl(
                new NettyTransportFactory(first, new AdsConversation(executor, events)),
                BootstrapInfo.builder()
                        .servers(List.of(ServerInfo.create(server, "plaintext")))
                        .node(node.toNode())
                        .build(),
                executor,
                () -> new BackOff(random),
                Stopwatch::createUnstarted,
                TimeProvider.SYSTEM_TIME_PROVIDER,
                String::valueOf,
                "no security",
                new XdsClientMetricReporter() {});
    }

    /** Connects, so that it is known whether the control plane is there. */
    public void connect() {
        first.open();
    }

    /** Asks for a resource until it is unsubscribed. */
    public void subscribe(ResourceKey key) {
        Watcher watcher = new Watcher(key);
        if (watchers.putIfAbsent(key, watcher) == null) {
            client.watchXdsResource(types.get(key.type()), key.name(), watcher, executor);
        }
    }

    public void unsubscribe(ResourceKey key) {
        Watcher watcher = watchers.remove(key);
        if (watcher != null) {
            client.cancelXdsResourceWatch(types.get(key.type()), key.name(), watcher);
        }
    }

    @Override
    public void close() {
        client.shutdown();
        first.take().ifPresent(ManagedChannel::shutdownNow);
    }

    private final class Watcher implements XdsClient.ResourceWatcher<Received> {

        private final ResourceKey key;
        private final long since = System.nanoTime();
        private boolean answered;

        Watcher(ResourceKey key) {
            this.key = key;
        }

        @Override
        public void onResourceChanged(StatusOr<Received> update) {
            if (update.hasValue()) {
                answered = true;
                Received received = update.getValue();
                events.received(key, received.resource(), received.serialized().toByteArray());
            } else if (saysMissing(update.getStatus())) {
                missingUnlessAnsweredInTime();
            }
        }

        /** The last good version stays in force: nothing to tell. */
        @Override
        public void onAmbientError(Status error) {}

        /** Apart from absence, a resource gets a status when the stream breaks, which tells nothing of the resource. */
        private boolean saysMissing(Status status) {
            return status.getCode() == Status.Code.NOT_FOUND;
        }

        /**
         * What is asked for while the stream is full gets no timer in grpc-xds, which then takes the next answer for
         * its own, though that may answer an earlier question. So absence counts when the time to answer is over.
         */
        private void missingUnlessAnsweredInTime() {
            long left = since + ANSWER_TIMEOUT.toNanos() - System.nanoTime();
            if (left > 0) {
                executor.schedule(this::missingUnlessAnsweredInTime, left, TimeUnit.NANOSECONDS);
            } else if (!answered && watchers.get(key) == this) {
                events.missing(key);
            }
        }
    }
}
