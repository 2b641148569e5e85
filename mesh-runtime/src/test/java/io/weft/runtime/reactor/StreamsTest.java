package io.weft.runtime.reactor;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.MeshSnapshot;
import io.weft.model.Thresholds;
import io.weft.model.UpstreamTls;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientBed.Reaction;
import io.weft.runtime.MeshClientBed.Reply;
import io.weft.runtime.MeshClientBed.Status;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.http.Http2Backend;
import io.weft.runtime.tls.Certificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** How many streams a connection of HTTP/2 has, at a time and in its life. All calls are unsafe: none is repeated. */
class StreamsTest {

    private static final String URL = "http://reviews:9080";
    private static final int ANY = Integer.MAX_VALUE;

    private final HandSource source = new HandSource();
    private final Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source);
    private final ConnectionProvider connections = ConnectionProvider.create("streams", 10);
    private final ReactorClient client = mesh.reactor().client(HttpClient.create(connections));
    private final Http2Backend plain = new Http2Backend("a");

    @AfterEach
    void close() {
        connections.dispose();
        mesh.close();
        plain.close();
    }

    private static MeshSnapshot world(Http2Backend backend, int requests, int streams, Optional<Duration> age) {
        var policy = new ConnectionPolicy(requests, Optional.empty(), age, Optional.empty(), streams);
        return new World(Cluster.Protocol.HTTP2)
                .subset("v1", Thresholds.DEFAULT, policy, backend.address())
                .otherwise(to("v1"))
                .snapshot();
    }

    private void publish(int requests, int streams) {
        source.publish(world(plain, requests, streams, Optional.empty()));
    }

    private Mono<Reply> call() {
        return Calls.reply(client, Calls.post(URL, "four"));
    }

    private void calls(int count, int atOnce) {
        List<Reply> replies =
                Flux.range(0, count).flatMap(i -> call(), atOnce).collectList().block(Duration.ofMinutes(1));
        assertThat(replies).hasSize(count).allMatch(reply -> reply.status() == Status.OK);
    }

    /** How often each connection was used. */
    private static Collection<Long> uses(Http2Backend backend) {
        return backend.seen().stream()
                .collect(Collectors.groupingBy(head -> head.get(":peer"), Collectors.counting()))
                .values();
    }

    private void awaitConnections(int count) throws InterruptedException {
        for (int i = 0; i < 400 && plain.listener().connections() != count; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(plain.listener().connections()).isEqualTo(count);
    }

    @Test
    void endsAConnectionAfterMaxRequestsPerConnection() throws Exception {
        publish(2, ANY);
        calls(6, 1);
        assertThat(uses(plain)).containsExactly(2L, 2L, 2L);
        awaitConnections(0);
    }

    @Test
    void failsNoCallWhenConnectionsEndWhileManyCall() throws Exception {
        publish(3, ANY);
        calls(1_000, 60);
        assertThat(uses(plain)).allMatch(count -> count <= 3);
        calls(100, 1);
        assertThat(uses(plain)).allMatch(count -> count <= 3);
    }

    @Test
    void oneCallAConnectionIsKeptToUnderLoad() throws Exception {
        publish(1, ANY);
        calls(500, 30);
        assertThat(uses(plain)).hasSize(500);
        awaitConnections(0);
    }

    @Test
    void endsAConnectionOverTlsToo(@TempDir Path folder) throws Exception {
        Certificates.Pair server = Certificates.make(folder, "server", "dns:reviews");
        UpstreamTls tls = server.trusted();
        try (Http2Backend secured = Http2Backend.secured("secured", server)) {
            source.publish(World.secured(world(secured, 2, ANY, Optional.empty()), tls, "rules.yaml:7"));
            calls(6, 1);
            assertThat(uses(secured)).containsExactly(2L, 2L, 2L);
        }
    }

    @Test
    void lastStreamRunsToItsEndBeforeItsConnectionCloses() throws Exception {
        plain.next(Reaction.LATE);
        publish(2, ANY);
        Mono<Reply> late = call().cache();
        late.subscribe();
        for (int i = 0; i < 400 && plain.seen().isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        calls(1, 1);
        assertThat(uses(plain)).containsExactly(2L);
        calls(1, 1);
        assertThat(uses(plain)).containsExactlyInAnyOrder(2L, 1L);
        assertThat(late.block()).extracting(Reply::status).isEqualTo(Status.OK);
        awaitConnections(1);
    }

    @Test
    void opensAnotherConnectionWhenMaxConcurrentStreamsAreOpen() {
        publish(0, 2);
        for (int i = 0; i < 6; i++) {
            plain.next(Reaction.LATE);
        }
        calls(6, 6);
        assertThat(plain.busiest()).isLessThanOrEqualTo(2);
        assertThat(uses(plain)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void keepsToMaxConcurrentStreamsWithManyCallsAndManyEnds() {
        publish(50, 3);
        calls(1_000, 60);
        assertThat(plain.busiest()).isLessThanOrEqualTo(3);
        assertThat(uses(plain)).allMatch(count -> count <= 50);
    }

    @Test
    void aConnectionBeginsNoStreamAfterItsMaxConnectionDuration() throws Exception {
        plain.next(Reaction.LATE);
        source.publish(world(plain, 0, ANY, Optional.of(Duration.ofMillis(300))));
        Mono<Reply> late = call().cache();
        late.subscribe();
        TimeUnit.MILLISECONDS.sleep(600);
        calls(1, 1);
        assertThat(plain.seen()).extracting(head -> head.get(":peer")).doesNotHaveDuplicates();
        assertThat(late.block()).extracting(Reply::status).isEqualTo(Status.OK);
    }

    @Test
    void callsThatAreCancelledLeaveNoStreamBehind() throws Exception {
        publish(7, 2);
        for (int i = 0; i < 200; i++) {
            plain.next(Reaction.LATE);
        }
        Flux.range(0, 200)
                .flatMap(i -> call().timeout(Duration.ofMillis(20), Mono.empty()), 10)
                .blockLast(Duration.ofMinutes(1));
        calls(100, 10);
        assertThat(plain.busiest()).isLessThanOrEqualTo(2);
        assertThat(uses(plain)).allMatch(count -> count <= 7);
    }
}
