package io.weft.runtime.http;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.runtime.MeshClientBed.Backend;
import io.weft.runtime.World;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HttpClient (classic) speaks HTTP/1.1, also where a cluster is said to speak HTTP/2. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class Http2ClusterTest extends HttpBed {

    private final HttpCaller caller = new ApacheCaller(mesh);

    @AfterEach
    void close() {
        caller.close();
    }

    private String get(Backend endpoint) throws IOException {
        publish(new World(Cluster.Protocol.HTTP2)
                .subset("v1", endpoint.address())
                .otherwise(to("v1")));
        var reply = caller.get(URL);
        return reply.headers().get(":status") + " " + reply.body();
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
