package io.weft.runtime.reactor;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.model.Thresholds;
import io.weft.runtime.World;
import io.weft.runtime.http.RawServer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long connections rest in the pool of an application's client. Real time is the subject. */
class ConnectionWatchTest extends ReactorBed {

    private static final Duration LIMIT = Duration.ofMillis(300);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger count = new AtomicInteger();

    /** Answers after a while, as often as it is asked on a connection. */
    private RawServer server(Duration time) {
        return new RawServer(connection -> {
            count.incrementAndGet();
            while (connection.request()) {
                Thread.sleep(time.toMillis());
                connection.answer("from " + connection.number());
            }
            closed.countDown();
        });
    }

    private void publish(RawServer server, Optional<Duration> idle, Optional<Duration> most) {
        ConnectionPolicy policy = new ConnectionPolicy(0, idle, most, Optional.empty(), Integer.MAX_VALUE);
        source.publish(new World(Cluster.Protocol.HTTP1)
                .subset("v1", Thresholds.DEFAULT, policy, server.address())
                .otherwise(to("v1"))
                .snapshot());
    }

    @Test
    void givesAConnectionUpThatWasIdleForTheIdleTimeout() throws Exception {
        try (RawServer server = server(Duration.ZERO)) {
            publish(server, Optional.of(LIMIT), Optional.empty());
            assertThat(get()).isEqualTo("200 from 1");
            assertThat(get()).isEqualTo("200 from 1");
            assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
            assertThat(get()).isEqualTo("200 from 2");
        }
    }

    @Test
    void leavesACallAloneThatWaitsLongerForItsAnswer() throws Exception {
        try (RawServer server = server(LIMIT.multipliedBy(3))) {
            publish(server, Optional.of(LIMIT), Optional.of(LIMIT));
            assertThat(get()).isEqualTo("200 from 1");
        }
    }

    @Test
    void givesAConnectionUpAtItsMaxConnectionDuration() throws Exception {
        try (RawServer server = server(Duration.ZERO)) {
            publish(server, Optional.empty(), Optional.of(LIMIT));
            assertThat(get()).isEqualTo("200 from 1");
            assertThat(closed.await(2, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 10; i++) {
                assertThat(get()).startsWith("200 ");
                Thread.sleep(LIMIT.toMillis() / 5);
            }
            assertThat(count.get()).as("of 11 calls").isBetween(3, 9);
        }
    }

    /** Unsafe calls, which are never repeated, come just when the connection has been silent long enough. */
    @Test
    void noCallGetsAConnectionThatIsAboutToClose() throws Exception {
        try (RawServer server = server(Duration.ZERO)) {
            publish(server, Optional.of(Duration.ofMillis(20)), Optional.empty());
            for (int i = 0; i < 150; i++) {
                var delete = new ReactorRequest(HttpMethod.DELETE, URI.create(URL), new DefaultHttpHeaders());
                assertThat(Calls.call(client, delete).headers()).containsEntry(":status", "200");
                TimeUnit.MICROSECONDS.sleep(18_500 + 20L * i);
            }
            assertThat(count.get()).isGreaterThan(1);
        }
    }
}
