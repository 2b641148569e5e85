package io.weft.xds;

import io.weft.model.MeshSnapshot;
import io.weft.xds.assemble.Assembler;
import io.weft.xds.assemble.Step;
import io.weft.xds.cache.LastKnownGood;
import io.weft.xds.client.AdsClient;
import io.weft.xds.client.AdsEvents;
import io.weft.xds.client.AdsNode;
import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what comes over the stream into snapshots: tells the assembler, carries out what it asks for, keeps the cache.
 * Everything here runs on the source's one thread.
 */
final class Feed implements AdsEvents, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(XdsSource.class);

    private final ScheduledExecutorService thread;
    private final Health health;
    private final Optional<LastKnownGood> cache;
    private final Assembler assembler;
    private final AdsClient client;
    private final Consumer<MeshSnapshot> publish;
    private final Runnable connectionChanged;
    private boolean stepQueued;

    /**
     * Not connected yet.
     *
     * @param publish gets every new snapshot
     * @param connectionChanged told when the control plane answers, and after every failure to reach it
     */
    Feed(
            XdsBootstrap bootstrap,
            ScheduledExecutorService thread,
            Health health,
            Consumer<MeshSnapshot> publish,
            Runnable connectionChanged) {
        this.thread = thread;
        this.health = health;
        this.publish = publish;
        this.connectionChanged = connectionChanged;
        this.cache = bootstrap
                .cacheFolder()
                .map(folder -> LastKnownGood.in(folder, bootstrap.server() + " " + bootstrap.namespace()));
        this.assembler = new Assembler(key -> cache.flatMap(remembered -> remembered.get(key)));
        AdsNode node = new AdsNode(bootstrap.nodeId(), bootstrap.namespace(), bootstrap.labels(), bootstrap.locality());
        this.client = new AdsClient(bootstrap.server(), node, thread, new Random(), this);
    }

    void connect() {
        client.connect();
    }

    void want(String upstream) {
        assembler.want(upstream);
        queueStep();
    }

    void recall(String upstream) {
        assembler.recall(upstream);
        queueStep();
    }

    void giveUp(String upstream) {
        assembler.giveUp(upstream);
        queueStep();
    }

    @Override
    public void received(ResourceKey key, Resource resource, byte[] serialized) {
        assembler.received(key, resource);
        cache.ifPresent(remembered -> remembered.put(key, serialized));
        queueStep();
    }

    @Override
    public void missing(ResourceKey key) {
        assembler.missing(key);
        queueStep();
    }

    @Override
    public void connected() {
        if (!health.connected()) {
            log.info("connected to the control plane at {}", health.status().controlPlane());
            health.connectedNow();
            connectionChanged.run();
        }
    }

    @Override
    public void disconnected(String why) {
        if (health.disconnectedNow(why)) {
            log.warn(
                    "lost the control plane at {} ({}); going on with what is known",
                    health.status().controlPlane(),
                    why);
        }
        connectionChanged.run();
    }

    @Override
    public void accepted(ResourceType type, String version) {
        health.accepted(type, version);
    }

    @Override
    public void refused(ResourceType type, String why) {
        log.warn("refused configuration: {}", why);
        health.rejected(why);
    }

    @Override
    public void close() {
        client.close();
        cache.ifPresent(LastKnownGood::close);
    }

    /** One step for all events that are already in the queue. */
    private void queueStep() {
        if (!stepQueued) {
            stepQueued = true;
            thread.execute(this::step);
        }
    }

    private void step() {
        stepQueued = false;
        Step step = assembler.step();
        step.subscribe().forEach(client::subscribe);
        for (ResourceKey key : step.unsubscribe()) {
            client.unsubscribe(key);
            cache.ifPresent(remembered -> remembered.remove(key));
        }
        health.fromDisk(assembler.fromMemory());
        step.snapshot().ifPresent(publish);
    }
}
