package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HttpClient's own retries: for calls that pass through, and for no others. */
class OwnRetriesTest {

    private final HandSource source = new HandSource();
    private final Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source);
    private final AtomicInteger requests = new AtomicInteger();

    @AfterEach
    void close() {
        mesh.close();
    }

    /** Hangs up on the first request, is unavailable for the second, and answers well from then on. */
    private RawServer shaky() {
        return new RawServer(connection -> {
            while (connection.request()) {
                switch (requests.incrementAndGet()) {
                    case 1 -> connection.socket().close();
                    case 2 -> connection.send("HTTP/1.1 503 Not Now\nContent-Length: 0\n\n");
                    default -> connection.answer("well");
                }
            }
        });
    }

    @Test
    void retriesACallThatPassesThrough() throws IOException {
        try (RawServer server = shaky()) {
            HttpClientBuilder builder = HttpClientBuilder.create()
                    .setRetryStrategy(new DefaultHttpRequestRetryStrategy(3, TimeValue.ofMilliseconds(1)));
            assertThat(get(builder, "http://localhost:" + server.address().port()))
                    .isEqualTo("200 well");
            assertThat(requests).hasValue(3);
        }
    }

    @Test
    void retriesNoPlannedCall() throws IOException {
        try (RawServer server = shaky()) {
            source.publish(new World(Cluster.Protocol.HTTP1)
                    .subset("v1", server.address())
                    .otherwise(to("v1"))
                    .snapshot());
            assertThat(get(HttpClientBuilder.create(), "http://reviews:9080/"))
                    .startsWith("503 upstream connect error");
            assertThat(requests).hasValue(1);
            assertThat(get(HttpClientBuilder.create(), "http://reviews:9080/")).isEqualTo("503 ");
            assertThat(requests).hasValue(2);
        }
    }

    @Test
    void leavesRetriesOffWhereTheyWereOff() throws IOException {
        try (RawServer server = shaky()) {
            requests.set(1);
            HttpClientBuilder builder = HttpClientBuilder.create().disableAutomaticRetries();
            assertThat(get(builder, "http://localhost:" + server.address().port()))
                    .isEqualTo("503 ");
        }
    }

    private String get(HttpClientBuilder builder, String url) throws IOException {
        mesh.install(builder);
        try (CloseableHttpClient client = builder.build()) {
            return client.execute(
                    new HttpGet(url),
                    response -> response.getCode() + " " + EntityUtils.toString(response.getEntity()));
        }
    }
}
