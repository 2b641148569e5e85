package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.model.Cluster;
import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.model.RouteAction;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of connections and bodies. */
class HttpConnectionsTest {

    private static final String URL = "http://reviews:9080/";

    private final HandSource source = new HandSource();
    private Mesh mesh;
    private CloseableHttpClient client;

    @BeforeEach
    void open() {
        mesh = Mesh.start(MeshOptions.DEFAULT, source);
        HttpClientBuilder builder = HttpClientBuilder.create();
        mesh.install(builder);
        client = builder.build();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
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
            try (ClassicHttpResponse response = client.executeOpen(null, new HttpGet(URL), null)) {
                InputStream body = response.getEntity().getContent();
                assertThat(body.readNBytes(3)).asString().isEqualTo("one");
                assertThat(inFlight()).isEqualTo(1);
                firstPartRead.countDown();
                assertThat(body.readAllBytes()).asString().isEqualTo("two");
            }
            assertThat(inFlight()).isZero();
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
            ClassicHttpResponse response = client.executeOpen(null, new HttpGet(URL), null);
            assertThat(inFlight()).isEqualTo(1);
            ((ModalCloseable) response).close(CloseMode.IMMEDIATE);
            assertThat(inFlight()).isZero();
        }
    }

    @Test
    void freesTheEndpointOfABodyThatBreaksOff() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\nContent-Length: 1000\n\nbeginning");
        })) {
            publish(server, to("v1"));
            assertThatThrownBy(() -> get(new HttpGet(URL))).isInstanceOf(IOException.class);
            assertThat(inFlight()).isZero();
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
            assertThatThrownBy(() -> get(new HttpGet(URL))).isInstanceOf(SocketTimeoutException.class);
            assertThat(inFlight()).isZero();
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
            assertThat(get(new HttpGet(URL))).isEqualTo("200 from 1");
            assertThat(get(new HttpGet(URL))).isEqualTo("200 from 2");
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
            assertThat(get(new HttpGet(URL))).isEqualTo("200 once");
            HttpPost post = new HttpPost(URL);
            post.setEntity(new StringEntity("x"));
            assertThat(get(post)).startsWith("503");
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
            get(new HttpGet(URL));
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
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            asked.countDown();
            connection.request();
        })) {
            publish(server, to("v1"));
            HttpGet get = new HttpGet(URL);
            Thread canceller = new Thread(() -> {
                awaitQuietly(asked);
                get.cancel();
            });
            canceller.start();
            assertThatThrownBy(() -> get(get)).isInstanceOf(IOException.class);
            assertThat(inFlight()).isZero();
        }
    }

    @Test
    void stopsWaitingWhenTheThreadIsInterrupted() throws Exception {
        var delay = new Fault(Optional.of(new Fault.Delay(Duration.ofSeconds(30), 1_000_000)), Optional.empty());
        source.publish(new World(Cluster.Protocol.HTTP1)
                .subset("v1")
                .otherwise(to("v1"), HeaderEdits.NONE, delay)
                .snapshot());
        HttpGet get = new HttpGet(URL);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> get(get)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
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
                .mapToInt(endpoint -> endpoint.inFlight())
                .sum();
    }

    private String get(HttpUriRequestBase request) throws IOException {
        return client.execute(
                request, response -> response.getCode() + " " + EntityUtils.toString(response.getEntity()));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
