package io.weft.runtime.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.Fault;
import io.weft.model.RouteAction;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.http.RawServer;
import io.weft.runtime.upstream.EndpointView;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A mesh with hand-made configuration, and a Reactor Netty client of it with one connection. */
abstract class ReactorBed {

    static final String URL = "http://reviews:9080/";

    final HandSource source = new HandSource();
    final Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source);
    final ConnectionProvider connections = ConnectionProvider.create("test", 1);
    ReactorClient client = mesh.reactor().client(HttpClient.create(connections));

    @AfterEach
    void close() {
        connections.dispose();
        mesh.close();
    }

    static Fault delay(Duration time) {
        return new Fault(Optional.of(new Fault.Delay(time, 1_000_000)), Optional.empty());
    }

    void publish(RawServer server, RouteAction action) {
        source.publish(new World(Cluster.Protocol.HTTP1)
                .subset("v1", server.address())
                .otherwise(action)
                .snapshot());
    }

    int inFlight() {
        return mesh.clusters().stream()
                .flatMap(cluster -> cluster.endpoints().stream())
                .mapToInt(EndpointView::inFlight)
                .sum();
    }

    /** The event loop notes the end of a body just behind its reader. */
    void awaitIdle() throws InterruptedException {
        for (int i = 0; i < 200 && inFlight() > 0; i++) {
            Thread.sleep(5);
        }
        assertThat(inFlight()).isZero();
    }

    String get() {
        var reply = Calls.call(client, Calls.get(URL));
        return reply.headers().get(":status") + " " + reply.body();
    }
}
