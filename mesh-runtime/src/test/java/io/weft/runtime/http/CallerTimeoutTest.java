package io.weft.runtime.http;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.model.Cluster;
import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.model.RetryPolicy;
import io.weft.model.RouteAction;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientBed.Reaction;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.upstream.EndpointView;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The caller's own response timeout holds, whatever the rules have the mesh do meanwhile. */
class CallerTimeoutTest {

    private static final Timeout PATIENCE = Timeout.ofMilliseconds(300);
    private static final RouteAction.Forward V1 = to("v1");

    private final HandSource source = new HandSource();
    private final Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source);

    @AfterEach
    void close() {
        mesh.close();
    }

    @Test
    void boundsADelay() {
        try (HttpBackend a = new HttpBackend("a")) {
            source.publish(world(a).otherwise(V1, HeaderEdits.NONE, delay()).snapshot());
            assertTimesOut(PATIENCE, ConnectionConfig.DEFAULT);
            assertThat(a.seen()).isEmpty();
        }
    }

    @Test
    void boundsADelayByTheTimeoutOfTheClientsConnections() {
        source.publish(new World(Cluster.Protocol.HTTP1)
                .otherwise(new RouteAction.Respond(200, ""), HeaderEdits.NONE, delay())
                .snapshot());
        ConnectionConfig connections =
                ConnectionConfig.custom().setSocketTimeout(PATIENCE).build();
        assertTimesOut(null, connections);
    }

    @Test
    void boundsAllAttemptsTogether() throws Exception {
        try (RawServer silent = new RawServer(connection -> Thread.sleep(5_000))) {
            RetryPolicy often = retry(50, Optional.of(Duration.ofMillis(70)), "5xx");
            source.publish(new World(Cluster.Protocol.HTTP1)
                    .subset("v1", silent.address())
                    .otherwise(retrying(V1, often))
                    .snapshot());
            assertTimesOut(PATIENCE, ConnectionConfig.DEFAULT);
        }
    }

    @Test
    void boundsAPauseBetweenAttempts() {
        try (HttpBackend a = new HttpBackend("a")) {
            a.next(Collections.nCopies(20, Reaction.UNAVAILABLE).toArray(new Reaction[0]));
            Duration minute = Duration.ofMinutes(1);
            var slow = new RetryPolicy(Set.of("5xx"), List.of(), 20, Optional.empty(), minute, minute, false);
            source.publish(world(a).otherwise(retrying(V1, slow)).snapshot());
            assertTimesOut(PATIENCE, ConnectionConfig.DEFAULT);
        }
    }

    @Test
    void teachesNothing() throws Exception {
        try (RawServer silent = new RawServer(connection -> Thread.sleep(5_000))) {
            source.publish(new World(Cluster.Protocol.HTTP1)
                    .ejecting("v1", 1, silent.address())
                    .otherwise(within(V1, Duration.ofSeconds(4)))
                    .snapshot());
            assertTimesOut(PATIENCE, ConnectionConfig.DEFAULT);
            assertThat(endpoints())
                    .singleElement()
                    .satisfies(endpoint -> assertThat(endpoint.ejectedFor()).isEmpty());
        }
    }

    @Test
    void leavesTheAnswerToARuleThatIsStricter() throws Exception {
        try (RawServer silent = new RawServer(connection -> Thread.sleep(5_000))) {
            source.publish(new World(Cluster.Protocol.HTTP1)
                    .subset("v1", silent.address())
                    .otherwise(within(V1, Duration.ofMillis(100)))
                    .snapshot());
            assertThat(get(PATIENCE, ConnectionConfig.DEFAULT)).isEqualTo("504 upstream request timeout");
        }
    }

    private static World world(HttpBackend backend) {
        return new World(Cluster.Protocol.HTTP1).subset("v1", backend.address());
    }

    private static Fault delay() {
        return new Fault(Optional.of(new Fault.Delay(Duration.ofSeconds(30), 1_000_000)), Optional.empty());
    }

    private void assertTimesOut(@Nullable Timeout response, ConnectionConfig connections) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> get(response, connections)).isInstanceOf(SocketTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(PATIENCE.toDuration().minusMillis(10), Duration.ofMillis(1_500));
        assertThat(endpoints())
                .allSatisfy(endpoint -> assertThat(endpoint.inFlight()).isZero());
    }

    private List<EndpointView> endpoints() {
        return mesh.clusters().stream()
                .flatMap(cluster -> cluster.endpoints().stream())
                .toList();
    }

    private String get(@Nullable Timeout response, ConnectionConfig connections) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(response).build());
        mesh.install(builder, connections);
        try (CloseableHttpClient client = builder.build()) {
            return client.execute(
                    new HttpGet("http://reviews:9080/"),
                    answer -> answer.getCode() + " " + EntityUtils.toString(answer.getEntity()));
        }
    }
}
