package io.weft.parity;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.xds.XdsBootstrap;
import io.weft.xds.XdsSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** A calling workload with its own mesh: what an application would have. */
final class MeshClient implements AutoCloseable {

    /** The judge waits as long as it takes until the rules are known. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Mesh mesh;
    private final CloseableHttpClient httpClient;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final HttpCalls http;
    private final GrpcCalls grpc;

    private MeshClient(XdsSource source, Echo echo) {
        CallRecords records = new CallRecords();
        this.mesh = Mesh.start(MeshOptions.DEFAULT.withEvents(records).withPatience(PATIENCE), source);
        mesh.registerGrpc();
        this.httpClient = bare(mesh);
        this.http = new HttpCalls(httpClient, echo, records);
        this.grpc = new GrpcCalls(this::channel, echo, records);
    }

    static MeshClient start(int controlPlanePort, World.Client client, Echo echo) {
        XdsBootstrap bootstrap = XdsBootstrap.of("127.0.0.1:" + controlPlanePort, "parity-client", client.namespace())
                .withLabels(client.labels())
                .withInitialTimeout(PATIENCE);
        return new MeshClient(XdsSource.open(bootstrap), echo);
    }

    HttpCalls http() {
        return http;
    }

    GrpcCalls grpc() {
        return grpc;
    }

    /** A client that adds no headers of its own, so that endpoints see what the recording sent. */
    private static CloseableHttpClient bare(Mesh mesh) {
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(10_000)
                .setMaxConnPerRoute(100)
                .build();
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .disableContentCompression()
                .disableCookieManagement()
                .disableDefaultUserAgent()
                .disableRedirectHandling();
        mesh.install(builder);
        return builder.build();
    }

    private ManagedChannel channel(String authority) {
        return channels.computeIfAbsent(authority, key -> {
            int colon = key.indexOf(':');
            String target = colon < 0 ? key + ":" + HttpCalls.SERVICE_PORT : key;
            return ManagedChannelBuilder.forTarget("mesh:///" + target)
                    .overrideAuthority(key)
                    .usePlaintext()
                    .disableRetry()
                    .build();
        });
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        try {
            httpClient.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mesh.close();
    }
}
