package io.weft.bench;

import io.weft.bench.calls.LoopbackServer;
import io.weft.model.Address;
import io.weft.model.MeshSnapshot;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** What the mesh adds to a whole call over Apache HttpClient: the same client, bare and meshed, to the same server. */
final class HttpBench {

    private HttpBench() {}

    static void run(Table table) {
        try (LoopbackServer server = new LoopbackServer()) {
            Address address = new Address("127.0.0.1", server.port());
            measure(table, address, Meshes.of(1_000, List.of(address)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void measure(Table table, Address address, MeshSnapshot snapshot) throws IOException {
        try (Mesh mesh = Mesh.start(MeshOptions.DEFAULT, new FixedSource(snapshot));
                CloseableHttpClient bare = HttpClientBuilder.create().build();
                CloseableHttpClient meshed = meshed(mesh)) {
            List<Sample> samples = Sample.of(List.of(
                    get(bare, "http://" + address + "/api/v1/items/500"),
                    get(meshed, "http://" + Meshes.UPSTREAM + "/api/v1/items/500")));
            Sample without = samples.get(0);
            Sample with = samples.get(1);
            double added = with.bytes() - without.bytes();
            table.row("HttpClient, bare", without.nanos() / 1e3, without.bytes(), 0.0);
            table.row("HttpClient in the mesh, 1,000 routes", with.nanos() / 1e3, with.bytes(), added);
        }
    }

    private static CloseableHttpClient meshed(Mesh mesh) {
        HttpClientBuilder builder = HttpClientBuilder.create();
        mesh.install(builder);
        return builder.build();
    }

    private static Runnable get(CloseableHttpClient client, String url) {
        return () -> {
            try {
                client.execute(new HttpGet(url), response -> {
                    EntityUtils.consume(response.getEntity());
                    return null;
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
