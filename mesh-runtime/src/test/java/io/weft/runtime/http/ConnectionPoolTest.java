package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.ConnectionPolicy;
import io.weft.model.RouteAction;
import io.weft.model.Thresholds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** connectionPool over real connections. */
class ConnectionPoolTest extends HttpBed {

    private static final int ANY = Integer.MAX_VALUE;
    private static final Thresholds NO_CAPS = Thresholds.DEFAULT;

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger mostBusy = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ApacheCaller apache = new ApacheCaller(mesh);

    @AfterEach
    void close() {
        threads.shutdownNow();
        apache.close();
    }

    /** Answers after a while, as often as it is asked on a connection. */
    private RawServer server(Duration time) {
        return new RawServer(connection -> {
            connections.incrementAndGet();
            while (connection.request()) {
                mostBusy.accumulateAndGet(busy.incrementAndGet(), Math::max);
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
                busy.decrementAndGet();
                connection.answer("x");
            }
        });
    }

    private static Thresholds caps(int connections, int pending, int requests) {
        return new Thresholds(connections, pending, requests, ANY, Thresholds.RetryBudget.DEFAULT);
    }

    private static ConnectionPolicy keeping(int requests, Optional<Duration> idle, Optional<Duration> most) {
        return new ConnectionPolicy(requests, idle, most, Optional.empty(), ANY);
    }

    private void publish(RawServer server, Thresholds caps, ConnectionPolicy policy) {
        publish(server, caps, policy, to("v1"));
    }

    private void publish(RawServer server, Thresholds caps, ConnectionPolicy policy, RouteAction action) {
        publish(world().subset("v1", caps, policy, server.address()).otherwise(action));
    }

    private int get() throws IOException {
        return apache.client.execute(new HttpGet(URL), response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode();
        });
    }

    /** Each caller calls so often, one call after the other. */
    private List<Integer> calls(int callers, int each, Duration pause) throws Exception {
        List<Future<List<Integer>>> all = new ArrayList<>();
        CountDownLatch together = new CountDownLatch(1);
        for (int caller = 0; caller < callers; caller++) {
            all.add(threads.submit(() -> {
                together.await();
                List<Integer> statuses = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    statuses.add(get());
                    LockSupport.parkNanos(pause.toNanos());
                }
                return statuses;
            }));
        }
        together.countDown();
        List<Integer> statuses = new ArrayList<>();
        for (Future<List<Integer>> one : all) {
            statuses.addAll(one.get(60, TimeUnit.SECONDS));
        }
        return statuses;
    }

    @Test
    void callsAboveMaxConnectionsWait() throws Exception {
        try (RawServer server = server(Duration.ofMillis(5))) {
            publish(server, caps(2, ANY, ANY), ConnectionPolicy.DEFAULT);
            assertThat(calls(5, 10, Duration.ZERO)).hasSize(50).containsOnly(200);
            assertThat(mostBusy.get()).isEqualTo(2);
            assertThat(connections.get()).isEqualTo(2);
        }
    }

    @Test
    void aWaitEndsAtTheTimeoutOfTheCall() throws Exception {
        try (RawServer server = server(Duration.ofMillis(400))) {
            publish(server, caps(1, ANY, ANY), ConnectionPolicy.DEFAULT);
            Future<Integer> first = threads.submit(this::get);
            TimeUnit.MILLISECONDS.sleep(100);
            publish(server, caps(1, ANY, ANY), ConnectionPolicy.DEFAULT, within(to("v1"), Duration.ofMillis(50)));
            assertThat(get()).isEqualTo(504);
            assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(mostBusy.get()).isEqualTo(1);
        }
    }

    @Test
    void aCancelledOrInterruptedWaitLeavesTheLine() throws Exception {
        try (RawServer server = server(Duration.ofMillis(300))) {
            publish(server, caps(1, ANY, ANY), ConnectionPolicy.DEFAULT);
            Future<Integer> first = threads.submit(this::get);
            TimeUnit.MILLISECONDS.sleep(100);
            HttpGet cancelled = new HttpGet(URL);
            Future<?> waiting = threads.submit(() -> apache.client.execute(cancelled, response -> response.getCode()));
            Future<Integer> interrupted = threads.submit(this::get);
            TimeUnit.MILLISECONDS.sleep(50);
            cancelled.cancel();
            interrupted.cancel(true);
            assertThat(waiting).failsWithin(Duration.ofMillis(100));
            assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(get()).isEqualTo(200);
        }
    }

    @Test
    void answersAsEnvoyDoesAboveHttp1MaxPendingRequests() throws Exception {
        try (RawServer server = server(Duration.ofMillis(300))) {
            publish(server, caps(1, 1, ANY), ConnectionPolicy.DEFAULT);
            Future<Integer> first = threads.submit(this::get);
            TimeUnit.MILLISECONDS.sleep(100);
            Future<Integer> second = threads.submit(this::get);
            TimeUnit.MILLISECONDS.sleep(50);
            String refused = apache.client.execute(
                    new HttpGet(URL),
                    response -> response.getCode() + " "
                            + response.getFirstHeader("x-envoy-overloaded").getValue() + " "
                            + EntityUtils.toString(response.getEntity()) + " "
                            + response.getFirstHeader("x-mesh-details").getValue());
            assertThat(refused)
                    .startsWith(
                            "503 true upstream connect error or disconnect/reset before headers. reset reason: overflow")
                    .contains("(UO)", "upstream_reset_before_response_started{overflow}");
            assertThat(List.of(first.get(5, TimeUnit.SECONDS), second.get(5, TimeUnit.SECONDS)))
                    .containsExactly(200, 200);
        }
    }

    @Test
    void givesAConnectionUpAfterMaxRequestsPerConnection() throws Exception {
        try (RawServer server = server(Duration.ZERO)) {
            publish(server, NO_CAPS, keeping(2, Optional.empty(), Optional.empty()));
            assertThat(calls(1, 6, Duration.ZERO)).containsOnly(200);
            assertThat(connections.get()).isEqualTo(3);
        }
    }

    @Test
    void givesAConnectionUpThatWasIdleForTheIdleTimeout() throws Exception {
        try (RawServer server = server(Duration.ZERO)) {
            publish(server, NO_CAPS, keeping(0, Optional.of(Duration.ofMillis(300)), Optional.empty()));
            calls(1, 3, Duration.ZERO);
            assertThat(connections.get()).isEqualTo(1);
            TimeUnit.MILLISECONDS.sleep(400);
            get();
            assertThat(connections.get()).isEqualTo(2);
        }
    }

    @Test
    void givesAConnectionUpAtItsMaxConnectionDuration() throws Exception {
        try (RawServer server = server(Duration.ZERO)) {
            publish(server, NO_CAPS, keeping(0, Optional.empty(), Optional.of(Duration.ofMillis(300))));
            for (int i = 0; i < 6; i++) {
                get();
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(connections.get()).isBetween(2, 3);
        }
    }

    /**
     * The circuit-breaking task of Istio: one connection, one request pending, one request a connection. Its callers
     * have a hop to their proxy to go before each call, which the pause stands for.
     */
    @Test
    void breaksTheCircuitAsIstiosTaskShows() throws Exception {
        try (RawServer server = server(Duration.ofMillis(4))) {
            publish(server, caps(1, 1, ANY), keeping(1, Optional.empty(), Optional.empty()));
            Duration hop = Duration.ofMillis(1);
            assertThat(calls(1, 60, hop)).containsOnly(200);
            double two = refused(calls(2, 120, hop));
            double three = refused(calls(3, 120, hop));
            // Two meet only where both want the first connection: not in every run, as with Envoy.
            assertThat(two).isLessThan(0.3);
            assertThat(three).isBetween(0.25, 0.85);
            assertThat(mostBusy.get()).isEqualTo(1);
        }
    }

    private static double refused(List<Integer> statuses) {
        assertThat(statuses).containsOnly(200, 503);
        return statuses.stream().filter(status -> status == 503).count() / (double) statuses.size();
    }
}
