package io.weft.runtime.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import io.weft.model.UpstreamTls;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.http.Http2Backend;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.tls.Certificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Balancing by probing over Reactor Netty: real servers that speak HTTP/2 alone and tell their load. */
class ReactorProbingTest {

    private static final int CALLS = 300;

    private final HandSource source = new HandSource();
    private final Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source);
    private final ConnectionProvider connections = ConnectionProvider.create("probing", 1);
    private final ReactorClient client = mesh.reactor().client(HttpClient.create(connections));

    @AfterEach
    void close() {
        connections.dispose();
        mesh.close();
    }

    private static Http2Backend telling(Http2Backend backend, int inFlight) {
        backend.tell(LoadText.HEADER, "inFlight=" + inFlight + " latencyNanos=1000000");
        return backend;
    }

    private static MeshSnapshot to(Http2Backend... backends) {
        return World.probing(new World(Cluster.Protocol.HTTP2)
                .subset("v1", Stream.of(backends).map(Http2Backend::address).toArray(Address[]::new))
                .otherwise(World.to("v1"))
                .snapshot());
    }

    private String call() {
        return Calls.call(client, Calls.get("http://reviews:9080/")).body();
    }

    /** The first answers may be late: much is being loaded, and connections are being made. */
    private void awaitReports() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!IntStream.range(0, 20).allMatch(i -> call().equals("idle"))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private long atBusy() {
        return IntStream.range(0, CALLS).filter(i -> call().equals("busy")).count();
    }

    @Test
    void callsTheOneThatIsIdleByItsOwnAccount() throws Exception {
        try (Http2Backend busy = telling(new Http2Backend("busy"), 20);
                Http2Backend idle = telling(new Http2Backend("idle"), 0)) {
            source.publish(to(busy, idle));
            awaitReports();
            assertThat(atBusy()).isLessThan(CALLS / 10);
            assertThat(idle.asked()).contains(LoadText.PATH + " of reviews:9080");
            assertThat(idle.listener().connections())
                    .as("one for calls, one for questions")
                    .isEqualTo(2);
        }
    }

    @Test
    void asksOverTlsForTheServerThatCallsAskFor(@TempDir Path folder) throws Exception {
        Certificates.Pair server = Certificates.make(folder, "server", "dns:reviews");
        UpstreamTls tls = server.trusted();
        try (Http2Backend busy = telling(Http2Backend.secured("busy", server), 20);
                Http2Backend idle = telling(Http2Backend.secured("idle", server), 0)) {
            source.publish(World.secured(to(busy, idle), tls, "rules.yaml:7"));
            awaitReports();
            assertThat(atBusy()).isLessThan(CALLS / 10);
        }
    }

    @Test
    void goesByLeastRequestWhereThePathIsUnknown() throws Exception {
        try (Http2Backend busy = new Http2Backend("busy");
                Http2Backend idle = new Http2Backend("idle")) {
            source.publish(to(busy, idle));
            assertThat(IntStream.range(0, CALLS).mapToObj(i -> call())).contains("busy", "idle");
        }
    }
}
