package io.weft.runtime.reactor;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.timeout.ReadTimeoutException;
import io.weft.model.Cluster;
import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.model.RouteAction;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.http.HttpBackend;
import io.weft.runtime.http.RawServer;
import io.weft.runtime.upstream.EndpointView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** What becomes of connections, bodies and the caller's own limits. */
class ReactorConnectionsTest {

    private static final String URL = "http://reviews:9080/";
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final HandSource source = new HandSource();
    private final Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source);
    private final ConnectionProvider connections = ConnectionProvider.create("test", 1);
    private ReactorClient client = mesh.reactor().client(HttpClient.create(connections));

    @AfterEach
    void close() {
        connections.dispose();
        mesh.close();
    }

    @Test
    void streamsABodyAndKeepsItsEndpointBusyMeanwhile() throws Exception {
        CountDownLatch firstPartRead = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\none\n");
            firstPartRead.await(5, TimeUnit.SECONDS);
            connection.send("3\ntwo\n0\n\n");
            connection.request();
        })) {
            publish(server, to("v1"));
            AtomicInteger busy = new AtomicInteger();
            String body = client.call(Calls.get(URL))
                    .flatMapMany(ReactorAnswer::body)
                    .map(part -> part.toString(StandardCharsets.UTF_8))
                    .doOnNext(part -> {
                        if (part.equals("one")) {
                            busy.set(inFlight());
                            firstPartRead.countDown();
                        }
                    })
                    .reduce(String::concat)
                    .block();
            assertThat(body).isEqualTo("onetwo");
            assertThat(busy).hasValue(1);
            awaitIdle();
        }
    }

    @Test
    void freesTheEndpointOfABodyThatIsNotWanted() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\nContent-Length: 1000000\n\nbeginning");
            connection.request();
        })) {
            publish(server, to("v1"));
            ReactorAnswer answer =
                    Objects.requireNonNull(client.call(Calls.get(URL)).block());
            assertThat(inFlight()).isEqualTo(1);
            answer.release();
            awaitIdle();
        }
    }

    @Test
    void freesTheEndpointOfABodyThatBreaksOff() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\nContent-Length: 1000\n\nbeginning");
        })) {
            publish(server, to("v1"));
            assertThatThrownBy(() -> get()).hasMessageContaining("prematurely closed");
            awaitIdle();
        }
    }

    @Test
    void endsABodyAtTheTimeoutOfTheCall() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
            for (int i = 0; i < 100; i++) {
                connection.send("1\nx\n");
                Thread.sleep(20);
            }
        })) {
            publish(server, within(to("v1"), Duration.ofMillis(200)));
            assertThatThrownBy(() -> get()).isInstanceOf(ReadTimeoutException.class);
            awaitIdle();
        }
    }

    @Test
    void repeatsASafeCallWhoseKeptConnectionHadDied() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = new RawServer(connection -> {
            while (connection.request() && !(connection.number() == 1 && requests.get() == 1)) {
                requests.incrementAndGet();
                connection.answer("from " + connection.number());
            }
        })) {
            publish(server, to("v1"));
            assertThat(get()).isEqualTo("200 from 1");
            assertThat(get()).isEqualTo("200 from 2");
        }
    }

    @Test
    void neverRepeatsAnUnsafeCallByItself() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.answer("once");
            connection.request();
        })) {
            publish(server, to("v1"));
            assertThat(get()).isEqualTo("200 once");
            assertThat(Calls.call(client, Calls.post(URL, "x")).headers()).containsEntry(":status", "503");
        }
    }

    @Test
    void closesIdleConnectionsToEndpointsThatAreGone() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.answer("x");
            if (!connection.request()) {
                closed.countDown();
            }
        })) {
            publish(server, to("v1"));
            get();
            awaitIdle();
            source.publish(new World(Cluster.Protocol.HTTP1)
                    .subset("v1")
                    .otherwise(to("v1"))
                    .snapshot());
            assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void freesTheEndpointOfACallThatIsCancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            asked.countDown();
            if (!connection.request()) {
                closed.countDown();
            }
        })) {
            publish(server, to("v1"));
            Disposable call = client.call(Calls.get(URL)).subscribe();
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(inFlight()).isEqualTo(1);
            call.dispose();
            assertThat(inFlight()).isZero();
            assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void startsNoAttemptForACallThatWasCancelledDuringADelay() throws Exception {
        try (HttpBackend a = new HttpBackend("a")) {
            source.publish(new World(Cluster.Protocol.HTTP1)
                    .subset("v1", a.address())
                    .otherwise(to("v1"), HeaderEdits.NONE, delay(Duration.ofMillis(100)))
                    .snapshot());
            Disposable call = client.call(Calls.get(URL)).subscribe();
            call.dispose();
            Thread.sleep(200);
            assertThat(a.seen()).isEmpty();
            assertThat(inFlight()).isZero();
        }
    }

    @Test
    void holdsTheCallersResponseTimeoutOverADelay() {
        try (HttpBackend a = new HttpBackend("a")) {
            source.publish(new World(Cluster.Protocol.HTTP1)
                    .subset("v1", a.address())
                    .otherwise(to("v1"), HeaderEdits.NONE, delay(Duration.ofSeconds(30)))
                    .snapshot());
            assertTimesOut();
            assertThat(a.seen()).isEmpty();
        }
    }

    @Test
    void holdsTheCallersResponseTimeoutOverAllAttemptsAndTeachesNothing() throws Exception {
        try (RawServer silent = new RawServer(connection -> Thread.sleep(5_000))) {
            source.publish(new World(Cluster.Protocol.HTTP1)
                    .ejecting("v1", 10, silent.address())
                    .otherwise(retrying(to("v1"), retry(50, Optional.of(Duration.ofMillis(70)), "5xx")))
                    .snapshot());
            assertTimesOut();
            assertThat(mesh.clusters().stream().flatMap(cluster -> cluster.endpoints().stream()))
                    .singleElement()
                    .satisfies(endpoint -> assertThat(endpoint.ejectedFor()).isEmpty());
        }
    }

    @Test
    void leavesTheAnswerToARuleThatIsStricter() throws Exception {
        try (RawServer silent = new RawServer(connection -> Thread.sleep(5_000))) {
            publish(silent, within(to("v1"), Duration.ofMillis(100)));
            client = mesh.reactor().client(HttpClient.create(connections).responseTimeout(PATIENCE));
            assertThat(get()).isEqualTo("504 upstream request timeout");
        }
    }

    private void assertTimesOut() {
        client = mesh.reactor().client(HttpClient.create(connections).responseTimeout(PATIENCE));
        long start = System.nanoTime();
        assertThatThrownBy(() -> get()).isInstanceOf(ReadTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(PATIENCE.minusMillis(10), Duration.ofMillis(1_500));
        assertThat(inFlight()).isZero();
    }

    private static Fault delay(Duration time) {
        return new Fault(Optional.of(new Fault.Delay(time, 1_000_000)), Optional.empty());
    }

    private void publish(RawServer server, RouteAction action) {
        source.publish(new World(Cluster.Protocol.HTTP1)
                .subset("v1", server.address())
                .otherwise(action)
                .snapshot());
    }

    private int inFlight() {
        return mesh.clusters().stream()
                .flatMap(cluster -> cluster.endpoints().stream())
                .mapToInt(EndpointView::inFlight)
                .sum();
    }

    /** The event loop notes the end of a body just behind its reader. */
    private void awaitIdle() throws InterruptedException {
        for (int i = 0; i < 200 && inFlight() > 0; i++) {
            Thread.sleep(5);
        }
        assertThat(inFlight()).isZero();
    }

    private String get() {
        var reply = Calls.call(client, Calls.get(URL));
        return reply.headers().get(":status") + " " + reply.body();
    }
}
