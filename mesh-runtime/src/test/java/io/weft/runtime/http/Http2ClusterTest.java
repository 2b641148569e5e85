package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientBed.Backend;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HttpClient (classic) speaks HTTP/1.1, also where a cluster is said to speak HTTP/2. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class Http2ClusterTest {

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

    private String get(Backend endpoint) throws IOException {
        source.publish(new World(Cluster.Protocol.HTTP2)
                .subset("v1", endpoint.address())
                .otherwise(to("v1"))
                .snapshot());
        return client.execute(
                new HttpGet("http://reviews:9080/"),
                response -> response.getCode() + " " + EntityUtils.toString(response.getEntity()));
    }

    @Test
    void servesAnEndpointThatSpeaksHttp1Too() throws IOException {
        try (HttpBackend both = new HttpBackend("both")) {
            assertThat(get(both)).isEqualTo("200 both");
            assertThat(get(both)).isEqualTo("200 both");
        }
    }

    @Test
    void isUnavailableWhereAnEndpointSpeaksHttp2Alone() throws IOException {
        try (Http2Backend alone = new Http2Backend("alone")) {
            assertThat(get(alone)).startsWith("503 upstream connect error");
            assertThat(alone.seen()).isEmpty();
        }
    }
}
