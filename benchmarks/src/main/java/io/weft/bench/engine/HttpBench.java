package io.weft.bench.engine;

import io.weft.bench.calls.LoopbackServer;
import io.weft.bench.engine.Meshes.Routes;
import io.weft.model.Address;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the mesh adds to a whole call over Apache HttpClient: the same client, bare and meshed, to the same server. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // by JMH
public class HttpBench {

    private LoopbackServer server;
    private Address address;
    private Mesh mesh;
    private CloseableHttpClient bare;
    private CloseableHttpClient meshed;

    @Setup
    public void begin() {
        server = new LoopbackServer();
        address = new Address("127.0.0.1", server.port());
        mesh = Mesh.start(
                MeshOptions.DEFAULT, new FixedSource(Meshes.of(Routes.MIXED, 1_000, Meshes.cluster(address))));
        HttpClientBuilder builder = HttpClientBuilder.create();
        mesh.install(builder);
        meshed = builder.build();
        bare = HttpClientBuilder.create().build();
    }

    @Benchmark
    public Object bare() throws IOException {
        return get(bare, "http://" + address + "/api/v1/items/500");
    }

    @Benchmark
    public Object meshed() throws IOException {
        return get(meshed, "http://" + Meshes.UPSTREAM + "/api/v1/items/500");
    }

    private static boolean get(CloseableHttpClient client, String url) throws IOException {
        return client.execute(new HttpGet(url), response -> {
            EntityUtils.consume(response.getEntity());
            return response.getCode() == 200;
        });
    }

    @TearDown
    public void end() throws IOException {
        meshed.close();
        bare.close();
        mesh.close();
        server.close();
    }
}
