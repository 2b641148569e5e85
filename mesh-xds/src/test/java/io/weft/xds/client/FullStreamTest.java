package io.weft.xds.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.weft.model.Locality;
import io.weft.xds.Messages;
import io.weft.xds.decode.Resource;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A control plane that is slow to read, so that questions wait in the client while it answers an earlier one. */
class FullStreamTest {

    private static final String ASKED_FIRST = "first:80";

    /** Together more than gRPC queues before it calls a stream full (32 KiB). */
    private static final int MORE = 40;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final SlowReader slow = new SlowReader();
    private Server server;
    private AdsClient client;

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(slow)
                .flowControlWindow(65_535)
                .build()
                .start();
        AdsNode node = new AdsNode("test", "default", Map.of(), new Locality("", "", ""));
        client = new AdsClient("127.0.0.1:" + server.getPort(), node, executor, new Random(1), new Events());
    }

    @AfterEach
    void stop() {
        client.close();
        server.shutdownNow();
        executor.shutdownNow();
    }

    @Test
    void anAnswerToAnEarlierQuestionSaysNothingOfALaterOne() throws Exception {
        executor.execute(() -> client.subscribe(ResourceKey.listener(ASKED_FIRST)));
        StreamObserver<DiscoveryResponse> responses = slow.asked.get(5, TimeUnit.SECONDS);
        for (int i = 0; i < MORE; i++) {
            String name = "x".repeat(5_000) + i + ":80";
            executor.execute(() -> client.subscribe(ResourceKey.listener(name)));
        }
        executor.submit(() -> {}).get(5, TimeUnit.SECONDS);

        responses.onNext(DiscoveryResponse.newBuilder()
                .setTypeUrl(ResourceType.LDS.typeUrl())
                .setVersionInfo("1")
                .setNonce("1")
                .addResources(Any.pack(Messages.listener(ASKED_FIRST, "routes")))
                .build());

        assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo("received " + ASKED_FIRST);
        executor.submit(() -> {}).get(5, TimeUnit.SECONDS);
        assertThat(events).isEmpty();
    }

    private static final class SlowReader extends AggregatedDiscoveryServiceImplBase {

        final CompletableFuture<StreamObserver<DiscoveryResponse>> asked = new CompletableFuture<>();

        @Override
        public StreamObserver<DiscoveryRequest> streamAggregatedResources(StreamObserver<DiscoveryResponse> responses) {
            ServerCallStreamObserver<DiscoveryResponse> call = (ServerCallStreamObserver<DiscoveryResponse>) responses;
            call.disableAutoRequest();
            call.request(1);
            return new StreamObserver<>() {
                @Override
                public void onNext(DiscoveryRequest request) {
                    asked.complete(responses);
                }

                @Override
                public void onError(Throwable error) {}

                @Override
                public void onCompleted() {}
            };
        }
    }

    private final class Events implements AdsEvents {
        @Override
        public void received(ResourceKey key, Resource resource, byte[] serialized) {
            events.add("received " + key.name());
        }

        @Override
        public void missing(ResourceKey key) {
            events.add("missing " + key.name().substring(key.name().length() - 10));
        }

        @Override
        public void connected() {}

        @Override
        public void disconnected(String why) {}

        @Override
        public void accepted(ResourceType type, String version) {}

        @Override
        public void refused(ResourceType type, String why) {}
    }
}
