package io.weft.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.runtime.World;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Duration CLUSTERS = Duration.ofSeconds(1);

    private final AtomicLong clock = new AtomicLong();

    /** To a cluster with a connect timeout of a second, on a route without one. */
    private Attempt attempt() {
        var random = new Random(1);
        var planner = new CallPlanner(new Upstreams(clock::get, random), MeshEvents.NONE, clock::get, random);
        HttpHost reviews = new HttpHost("reviews", 9080);
        HttpHead head = new HttpHead(new BasicHttpRequest("GET", reviews, "/"), reviews);
        World world = new World(Cluster.Protocol.HTTP1)
                .subset("v1", new Address("10.0.0.1", 9080))
                .otherwise(World.to("v1"));
        CallPlan plan = (CallPlan) planner.plan(head, world.snapshot(), OptionalLong.empty());
        return (Attempt) plan.next();
    }

    private Limits limits(RequestConfig own, ConnectionConfig connections) {
        return new Limits(clock::get, own, connections, new ConnectLimits());
    }

    private static ConnectionConfig connectingWithin(long millis) {
        return ConnectionConfig.custom()
                .setConnectTimeout(Timeout.ofMilliseconds(millis))
                .build();
    }

    @SuppressWarnings("deprecation")
    private static Duration connect(RequestConfig config) {
        return config.getConnectTimeout().toDuration();
    }

    @Test
    @SuppressWarnings("deprecation")
    void takesTheShorterConnectTimeout() {
        RequestConfig hasty = RequestConfig.custom()
                .setConnectTimeout(Timeout.ofMilliseconds(50))
                .build();
        assertThat(connect(
                        limits(RequestConfig.DEFAULT, ConnectionConfig.DEFAULT).apply(attempt())))
                .isEqualTo(CLUSTERS);
        assertThat(connect(limits(RequestConfig.DEFAULT, connectingWithin(70)).apply(attempt())))
                .isEqualTo(Duration.ofMillis(70));
        assertThat(connect(
                        limits(RequestConfig.DEFAULT, connectingWithin(5_000)).apply(attempt())))
                .isEqualTo(CLUSTERS);
        assertThat(connect(limits(hasty, connectingWithin(70)).apply(attempt())))
                .isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void leavesAnAttemptWhatIsLeftOfTheCallersPatience() {
        RequestConfig own =
                RequestConfig.custom().setResponseTimeout(Timeout.ofSeconds(2)).build();
        Limits limits = limits(own, ConnectionConfig.DEFAULT);
        clock.addAndGet(Duration.ofMillis(1_500).toNanos());
        RequestConfig applied = limits.apply(attempt());
        assertThat(applied.getResponseTimeout().toDuration()).isEqualTo(Duration.ofMillis(500));
        assertThat(connect(applied)).isEqualTo(Duration.ofMillis(500));
        assertThat(limits.atMost(Duration.ofMinutes(1))).isEqualTo(Duration.ofMillis(500));
        assertThat(limits.spent()).isFalse();
        clock.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(limits.spent()).isTrue();
    }

    @Test
    void hasNoEndWhereTheCallerSetNone() {
        Limits limits = limits(RequestConfig.DEFAULT, ConnectionConfig.DEFAULT);
        clock.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(limits.spent()).isFalse();
        assertThat(limits.atMost(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
        assertThat(limits.apply(attempt()).getResponseTimeout()).isNull();
    }
}
