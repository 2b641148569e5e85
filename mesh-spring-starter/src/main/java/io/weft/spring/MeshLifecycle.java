package io.weft.spring;

import io.weft.model.MeshSnapshot;
import io.weft.runtime.Mesh;
import io.weft.spi.SourceStatus;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the mesh from before the servers start until after they have stopped: web servers start in phase
 * {@code MAX - 2048}. Says once, when the application has started, how the mesh stands.
 */
final class MeshLifecycle implements SmartLifecycle, ApplicationListener<ApplicationStartedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger("mesh");
    private static final int BEFORE_SERVERS = Integer.MAX_VALUE - 4096;

    private final Mesh mesh;
    private final MeshProperties properties;
    private final MeshIdentity identity;
    private final long begun = System.nanoTime();
    private volatile boolean running;

    MeshLifecycle(Mesh mesh, MeshProperties properties, MeshIdentity identity) {
        this.mesh = mesh;
        this.properties = properties;
        this.identity = identity;
    }

    @Override
    public void start() {
        running = true;
        mesh.warmUp(properties.upstreams());
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_SERVERS;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        SourceStatus status = mesh.status();
        MeshSnapshot snapshot = mesh.snapshot();
        LOG.info(
                "Mesh {} as {}, control plane {} {}, {} upstreams, {} clusters, {} endpoints, after {} ms",
                mesh.mode(),
                identity,
                status.controlPlane(),
                status.connected() ? "connected" : "not connected yet",
                snapshot.upstreams().size(),
                snapshot.clusters().size(),
                snapshot.clusters().values().stream()
                        .mapToInt(cluster -> cluster.endpoints().size())
                        .sum(),
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }
}
