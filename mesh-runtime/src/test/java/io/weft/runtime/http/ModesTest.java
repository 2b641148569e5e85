package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshMode;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.call.Header;
import io.weft.runtime.call.TraceContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where calls go in each mode, and that the mode can change between two calls of one client. */
class ModesTest {

    private final HandSource source = new HandSource();
    private final HttpBackend envoy = new HttpBackend("envoy");
    private final HttpBackend endpoint = new HttpBackend("endpoint");
    private final Mesh mesh =
            Mesh.start(MeshOptions.DEFAULT.withMode(MeshMode.SIDECAR).withSidecar(envoy.address()), source);
    private CloseableHttpClient client;

    @BeforeEach
    void open() {
        HttpClientBuilder builder = HttpClientBuilder.create();
        mesh.install(builder);
        client = builder.build();
        source.publish(new World(Cluster.Protocol.HTTP1)
                .subset("v1", endpoint.address())
                .otherwise(to("v1"))
                .snapshot());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        mesh.close();
        envoy.close();
        endpoint.close();
    }

    @Test
    void goesToTheSidecarUnderItsOwnAuthorityWithTraceHeadersAndNothingElse() throws IOException {
        assertThat(get("http://reviews:9080/reviews/0?x=y")).isEqualTo("envoy");
        Map<String, String> plain = envoy.seen().get(0);
        TraceContext work =
                new TraceContext(List.of(new Header("x-request-id", "r-1"), new Header("end-user", "jason")));
        try (TraceContext.Scope scope = work.open()) {
            assertThat(scope).isNotNull();
            get("http://reviews:9080/reviews/0?x=y");
        }

        assertThat(plain).containsEntry("host", "reviews:9080").containsEntry(":path", "/reviews/0?x=y");
        Map<String, String> expected = new TreeMap<>(plain);
        expected.putAll(Map.of("x-request-id", "r-1", "end-user", "jason"));
        assertThat(envoy.seen().get(1)).isEqualTo(expected);
        assertThat(endpoint.seen()).isEmpty();
    }

    @Test
    void goesToTheSidecarForUnknownHostsToo() throws IOException {
        assertThat(get("http://elsewhere.example/")).isEqualTo("envoy");
        assertThat(envoy.seen().get(0)).containsEntry("host", "elsewhere.example");
    }

    @Test
    void switchesWhileRunning() throws IOException {
        assertThat(get("http://reviews:9080/")).isEqualTo("envoy");
        mesh.use(MeshMode.PROXYLESS);
        assertThat(get("http://reviews:9080/")).isEqualTo("endpoint");
        mesh.use(MeshMode.SIDECAR);
        assertThat(get("http://reviews:9080/")).isEqualTo("envoy");
        mesh.use(MeshMode.OFF);
        HttpGet direct = new HttpGet("http://localhost:" + endpoint.address().port() + "/");
        direct.setHeader("host", "reviews:9080");
        assertThat(get(direct)).isEqualTo("endpoint");
    }

    private String get(String url) throws IOException {
        return get(new HttpGet(url));
    }

    private String get(HttpGet request) throws IOException {
        return client.execute(request, response -> EntityUtils.toString(response.getEntity()));
    }
}
