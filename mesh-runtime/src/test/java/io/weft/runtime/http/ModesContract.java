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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where calls of every HTTP client go in each mode, and that the mode can change between two calls of one client. */
public abstract class ModesContract {

    private final HandSource source = new HandSource();
    private final HttpBackend envoy = new HttpBackend("envoy");
    private final HttpBackend endpoint = new HttpBackend("endpoint");
    private final Mesh mesh =
            Mesh.start(MeshOptions.DEFAULT.withMode(MeshMode.SIDECAR).withSidecar(envoy.address()), source);

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    private HttpCaller caller;

    protected abstract HttpCaller caller(Mesh mesh);

    @BeforeEach
    void open() {
        caller = caller(mesh);
        source.publish(new World(Cluster.Protocol.HTTP1)
                .subset("v1", endpoint.address())
                .otherwise(to("v1"))
                .snapshot());
    }

    @AfterEach
    void close() {
        caller.close();
        mesh.close();
        envoy.close();
        endpoint.close();
    }

    @Test
    void goesToTheSidecarUnderItsOwnAuthorityWithTraceHeadersAndNothingElse() throws IOException {
        assertThat(get("http://reviews:9080/reviews/0?x=y")).isEqualTo("envoy");
        TraceContext work =
                new TraceContext(List.of(new Header("x-request-id", "r-1"), new Header("end-user", "jason")));
        try (TraceContext.Scope scope = work.open()) {
            assertThat(scope).isNotNull();
            get("http://reviews:9080/reviews/0?x=y");
        }

        Map<String, String> plain = new TreeMap<>(envoy.seen().get(0));
        assertThat(plain).containsEntry("host", "reviews:9080").containsEntry(":path", "/reviews/0?x=y");
        plain.putAll(Map.of("x-request-id", "r-1", "end-user", "jason"));
        assertThat(envoy.seen().get(1))
                .usingRecursiveComparison()
                .ignoringFields(":peer")
                .isEqualTo(plain);
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
        String direct = "http://localhost:" + endpoint.address().port() + "/";
        assertThat(caller.call("GET", direct, Map.of("host", "reviews:9080")).body())
                .isEqualTo("endpoint");
    }

    private String get(String url) throws IOException {
        return caller.get(url).body();
    }
}
