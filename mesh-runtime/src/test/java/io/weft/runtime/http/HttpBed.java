package io.weft.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.RouteAction;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.upstream.EndpointView;
import org.junit.jupiter.api.AfterEach;

/** A mesh with hand-made configuration, for clients that call over HTTP. */
public abstract class HttpBed {

    protected static final String URL = "http://" + World.UPSTREAM + "/";

    protected final HandSource source = new HandSource();
    protected final Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source);

    @AfterEach
    void closeMesh() {
        mesh.close();
    }

    protected static World world() {
        return new World(Cluster.Protocol.HTTP1);
    }

    protected final void publish(World world) {
        source.publish(world.snapshot());
    }

    protected final void publish(RawServer server, RouteAction action) {
        publish(world().subset("v1", server.address()).otherwise(action));
    }

    protected final int inFlight() {
        return mesh.clusters().stream()
                .flatMap(cluster -> cluster.endpoints().stream())
                .mapToInt(EndpointView::inFlight)
                .sum();
    }

    /** An event loop notes the end of a body just behind its reader. */
    protected final void awaitIdle() throws InterruptedException {
        for (int i = 0; i < 200 && inFlight() > 0; i++) {
            Thread.sleep(5);
        }
        assertThat(inFlight()).isZero();
    }
}
