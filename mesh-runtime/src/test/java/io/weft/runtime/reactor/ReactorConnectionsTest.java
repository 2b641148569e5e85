package io.weft.runtime.reactor;

import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.timeout.ReadTimeoutException;
import io.weft.model.Cluster;
import io.weft.model.HeaderEdits;
import io.weft.runtime.World;
import io.weft.runtime.http.HttpBackend;
import io.weft.runtime.http.RawServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** What becomes of connections and bodies. */
class ReactorConnectionsTest extends ReactorBed {

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
}
