package io.weft.plain;

import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.spi.SnapshotSource;
import io.weft.xds.XdsBootstrap;
import io.weft.xds.XdsSource;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Apache HttpClient in the mesh. */
public final class PlainHttp {

    private PlainHttp() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(reviews("localhost:15010"));
    }

    static String reviews(String controlPlane) throws IOException {
        SnapshotSource source = XdsSource.open(XdsBootstrap.of(controlPlane, "shop", "default"));
        try (Mesh mesh = Mesh.start(MeshOptions.DEFAULT, source)) {
            HttpClientBuilder builder = HttpClientBuilder.create();
            mesh.install(builder);
            try (CloseableHttpClient client = builder.build()) {
                HttpGet get = new HttpGet("http://reviews:9080/reviews/0");
                return client.execute(get, response -> EntityUtils.toString(response.getEntity()));
            }
        }
    }
}
