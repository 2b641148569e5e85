package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.runtime.HedgeContract;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientBed.Reaction;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hedged calls with every HTTP client of the mesh, beside what clients of any protocol do. */
public abstract class HttpHedgeContract extends HttpBed {

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    private HttpCaller caller;

    protected abstract HttpCaller caller(Mesh mesh);

    @BeforeEach
    void open() {
        caller = caller(mesh);
    }

    @AfterEach
    void close() {
        caller.close();
    }

    private void publish(Address... endpoints) {
        publish(world().subset("v1", endpoints)
                .guarded("v1", HedgeContract.HEDGING)
                .otherwise(to("v1")));
    }

    private static RawServer silent(CountDownLatch asked, CountDownLatch closed) {
        return new RawServer(connection -> {
            connection.request();
            asked.countDown();
            try {
                connection.request();
            } catch (IOException reset) {
                // One of two ways to close a connection.
            }
            closed.countDown();
        });
    }

    @Test
    void closesTheConnectionOfTheAttemptThatLost() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer silent = silent(asked, closed);
                HttpBackend quick = new HttpBackend("quick")) {
            publish(silent.address(), quick.address());

            assertThat(caller.get(URL).body()).isEqualTo("quick");
            assertThat(caller.get(URL).body()).isEqualTo("quick");

            assertThat(asked.getCount()).isZero();
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            awaitIdle();
        }
    }

    @Test
    void closesAllConnectionsWhenTheCallerGivesUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch closed = new CountDownLatch(2);
        try (RawServer one = silent(asked, closed);
                RawServer other = silent(asked, closed)) {
            publish(one.address(), other.address());
            Runnable cancel = caller.start(URL);
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();

            cancel.run();

            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            awaitIdle();
        }
    }

    @Test
    void hedgesIdempotentMethodsOnly() throws IOException {
        try (HttpBackend a = new HttpBackend("a");
                HttpBackend b = new HttpBackend("b")) {
            publish(a.address(), b.address());
            a.next(Reaction.LATE);
            b.next(Reaction.LATE);
            assertThat(caller.post(URL, "four").headers()).containsEntry(":status", "200");
            assertThat(a.seen().size() + b.seen().size()).isEqualTo(1);

            assertThat(caller.call("DELETE", URL, Map.of()).headers()).containsEntry(":status", "200");
            assertThat(a.seen().size() + b.seen().size()).isBetween(2, 3);
        }
    }

    /** A connection is kept after an answer that came first, so that the next call finds it. */
    @Test
    void keepsTheConnectionOfTheAttemptThatWon() throws Exception {
        try (RawServer silent = silent(new CountDownLatch(1), new CountDownLatch(1));
                RawServer server = new RawServer(connection -> {
                    while (connection.request()) {
                        connection.answer("from " + connection.number());
                    }
                })) {
            publish(silent.address(), server.address());
            for (int i = 0; i < 4; i++) {
                assertThat(caller.get(URL).body()).isEqualTo("from 1");
                awaitIdle();
            }
        }
    }

    @Test
    void readsABodyThatStreamsFromTheAttemptThatWon() throws Exception {
        CountDownLatch firstPartRead = new CountDownLatch(1);
        try (RawServer silent = silent(new CountDownLatch(1), new CountDownLatch(1));
                RawServer server = new RawServer(connection -> {
                    connection.request();
                    // Longer than the delay, so that a hedge would be due.
                    connection.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\none\n");
                    firstPartRead.await(5, TimeUnit.SECONDS);
                    Thread.sleep(Duration.ofMillis(120).toMillis());
                    connection.send("3\ntwo\n0\n\n");
                    connection.request();
                })) {
            publish(silent.address(), server.address());
            try (HttpCaller.Answer answer = caller.open(URL)) {
                assertThat(answer.read(3)).isEqualTo("one");
                assertThat(inFlight()).isEqualTo(1);
                firstPartRead.countDown();
                assertThat(answer.rest()).isEqualTo("two");
            }
            awaitIdle();
        }
    }
}
