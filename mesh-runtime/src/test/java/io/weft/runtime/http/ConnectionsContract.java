package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.runtime.Mesh;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of connections and bodies, with every HTTP client of the mesh. */
public abstract class ConnectionsContract extends HttpBed {

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    private HttpCaller caller;

    protected abstract HttpCaller caller(Mesh mesh);

    /** What a caller gets to see whose time is up while it reads a body. */
    protected abstract Class<? extends Exception> timeout();

    @BeforeEach
    void open() {
        caller = caller(mesh);
    }

    @AfterEach
    void close() {
        caller.close();
    }

    private String get() throws IOException {
        var reply = caller.get(URL);
        return reply.headers().get(":status") + " " + reply.body();
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
            try (HttpCaller.Answer answer = caller.open(URL)) {
                assertThat(answer.read(3)).isEqualTo("one");
                assertThat(inFlight()).isEqualTo(1);
                firstPartRead.countDown();
                assertThat(answer.rest()).isEqualTo("two");
            }
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
            try (HttpCaller.Answer answer = caller.open(URL)) {
                assertThat(answer).isNotNull();
                assertThat(inFlight()).isEqualTo(1);
            }
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
            assertThatThrownBy(this::get).isInstanceOf(IOException.class);
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
            assertThatThrownBy(this::get).isInstanceOf(timeout());
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
            assertThat(caller.post(URL, "x").headers()).containsEntry(":status", "503");
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
            publish(world().subset("v1").otherwise(to("v1")));
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
            try {
                connection.request();
            } finally {
                closed.countDown();
            }
        })) {
            publish(server, to("v1"));
            Runnable cancel = caller.start(URL);
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(inFlight()).isEqualTo(1);
            cancel.run();
            assertThat(inFlight()).isZero();
            assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
        }
    }
}
