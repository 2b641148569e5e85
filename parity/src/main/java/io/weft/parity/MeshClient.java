package io.weft.parity;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.weft.model.Upstream;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.xds.XdsBootstrap;
import io.weft.xds.XdsSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A calling workload with its own mesh: what an application would have. */
final class MeshClient implements AutoCloseable {

    /** The judge waits as long as it takes until the rules are known. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final XdsSource source;
    private final Mesh mesh;
    private final ApacheSender apache;
    private final WebClientSender webClient;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final HttpCalls http;
    private final HttpCalls reactive;
    private final GrpcCalls grpc;

    private MeshClient(XdsSource source, Echo echo) {
        this.source = source;
        CallRecords records = new CallRecords();
        this.mesh = Mesh.start(MeshOptions.DEFAULT.withEvents(records).withPatience(PATIENCE), source);
        mesh.registerGrpc();
        this.apache = new ApacheSender(mesh);
        this.webClient = new WebClientSender(mesh);
        this.http = new HttpCalls(apache, echo, records);
        this.reactive = new HttpCalls(webClient, echo, records);
        this.grpc = new GrpcCalls(this::channel, echo, records);
    }

    static MeshClient start(int controlPlanePort, World.Client client, Echo echo) {
        XdsBootstrap bootstrap = XdsBootstrap.of("127.0.0.1:" + controlPlanePort, "parity-client", client.namespace())
                .withLabels(client.labels())
                .withInitialTimeout(PATIENCE);
        return new MeshClient(XdsSource.open(bootstrap), echo);
    }

    /** Waits until the rules for a {@code host:port} are known. */
    void await(String upstream) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!(source.want(upstream).toCompletableFuture().join().upstreams().get(upstream) instanceof Upstream.Known)
                && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** With Apache HttpClient. */
    HttpCalls http() {
        return http;
    }

    /** With WebClient. */
    HttpCalls reactive() {
        return reactive;
    }

    GrpcCalls grpc() {
        return grpc;
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
            apache.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        webClient.close();
        mesh.close();
    }
}
