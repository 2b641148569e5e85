package io.weft.runtime.reactor;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.timeout.ReadTimeoutException;
import io.weft.model.ConnectionPolicy;
import io.weft.model.HeaderEdits;
import io.weft.model.Thresholds;
import io.weft.runtime.http.HttpBackend;
import io.weft.runtime.http.RawServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.netty.http.client.HttpClient;

/** The caller's own limits, and those of connections. */
class ReactorLimitsTest extends ReactorBed {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    @Test
    void waitsInLineForAConnection() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            while (connection.request()) {
                asked.countDown();
                answer.await(5, TimeUnit.SECONDS);
                connection.answer("x");
            }
        })) {
            publish(server, oneConnectionAndOneWaiting(), ConnectionPolicy.DEFAULT);
            CompletableFuture<String> first = text();
            // Until it has its connection it would itself count as waiting.
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<String> second = text();
            CompletableFuture<String> third = text();
            assertThat(third.get(5, TimeUnit.SECONDS))
                    .startsWith("503 upstream connect error")
                    .endsWith("overflow");
            assertThat(first).isNotDone();
            answer.countDown();
            assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("200 x");
            assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo("200 x");
            awaitIdle();
        }
    }

    @Test
    void leavesTheLineWhenCancelledOrOutOfPatience() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer silent = new RawServer(connection -> {
            connection.request();
            asked.countDown();
            connection.request();
        })) {
            publish(silent, oneConnectionAndOneWaiting(), ConnectionPolicy.DEFAULT);
            Disposable first = client.call(Calls.get(URL)).subscribe();
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            client.call(Calls.get(URL)).subscribe().dispose();
            assertTimesOut(1);
            first.dispose();
            awaitIdle();
        }
    }

    @Test
    void givesAConnectionUpAfterSoManyRequests() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            while (connection.request()) {
                connection.answer("from " + connection.number());
            }
        })) {
            ConnectionPolicy two =
                    new ConnectionPolicy(2, Optional.empty(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
            publish(server, Thresholds.DEFAULT, two);
            assertThat(List.of(get(), get(), get())).containsExactly("200 from 1", "200 from 1", "200 from 2");
        }
    }

    @Test
    void holdsTheCallersResponseTimeoutOverADelay() {
        try (HttpBackend a = new HttpBackend("a")) {
            publish(world().subset("v1", a.address())
                    .otherwise(to("v1"), HeaderEdits.NONE, delay(Duration.ofSeconds(30))));
            assertTimesOut();
            assertThat(a.seen()).isEmpty();
        }
    }

    @Test
    void holdsTheCallersResponseTimeoutOverAllAttemptsAndTeachesNothing() throws Exception {
        try (RawServer silent = new RawServer(connection -> Thread.sleep(5_000))) {
            publish(world().ejecting("v1", 10, silent.address())
                    .otherwise(retrying(to("v1"), retry(50, Optional.of(Duration.ofMillis(70)), "5xx"))));
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
        assertTimesOut(0);
    }

    private void assertTimesOut(int others) {
        client = mesh.reactor().client(HttpClient.create(connections).responseTimeout(PATIENCE));
        long start = System.nanoTime();
        assertThatThrownBy(() -> get()).isInstanceOf(ReadTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(PATIENCE.minusMillis(10), Duration.ofMillis(1_500));
        assertThat(inFlight()).isEqualTo(others);
    }

    private void publish(RawServer server, Thresholds caps, ConnectionPolicy policy) {
        publish(world().subset("v1", caps, policy, server.address()).otherwise(to("v1")));
    }

    /** A call that is under way when this returns. */
    private CompletableFuture<String> text() {
        return client.call(Calls.get(URL))
                .flatMap(answer -> Calls.text(answer).map(body -> answer.status() + " " + body))
                .toFuture();
    }

    private static Thresholds oneConnectionAndOneWaiting() {
        return new Thresholds(1, 1, Integer.MAX_VALUE, Integer.MAX_VALUE, Thresholds.RetryBudget.DEFAULT);
    }
}
