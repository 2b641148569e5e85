package io.weft.parity;

import com.google.protobuf.Any;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One ADS stream of a workload with our runtime, on which each type is asked for once. */
final class AdsQuery implements AutoCloseable, StreamObserver<DiscoveryResponse> {

    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<DiscoveryResponse> responses = new LinkedBlockingQueue<>();
    private final Node node;
    private final ManagedChannel channel;
    private final StreamObserver<DiscoveryRequest> stream;

    AdsQuery(int controlPlanePort, World.Client client) {
        this.node = node(client);
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", controlPlanePort)
                .usePlaintext()
                .maxInboundMessageSize(MOST_BYTES)
                .build();
        this.stream = AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(this);
    }

    private static Node node(World.Client client) {
        Struct.Builder labels = Struct.newBuilder();
        client.labels().forEach((name, value) -> labels.putFields(name, text(value)));
        return Node.newBuilder()
                .setId("parity-policy")
                .setMetadata(Struct.newBuilder()
                        .putFields("GENERATOR", text("weft"))
                        .putFields("NAMESPACE", text(client.namespace()))
                        .putFields(
                                "LABELS",
                                Value.newBuilder().setStructValue(labels).build()))
                .build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    /** The resources of these names: one response has all that there are. */
    List<Any> whole(String typeUrl, List<String> names) {
        ask(typeUrl, names);
        return next(typeUrl).getResourcesList();
    }

    /** The resources of these names, each of which there is: they may come in several responses. */
    List<Any> each(String typeUrl, List<String> names) {
        ask(typeUrl, names);
        List<Any> resources = new ArrayList<>();
        while (resources.size() < names.size()) {
            resources.addAll(next(typeUrl).getResourcesList());
        }
        return resources;
    }

    private void ask(String typeUrl, List<String> names) {
        stream.onNext(DiscoveryRequest.newBuilder()
                .setNode(node)
                .setTypeUrl(typeUrl)
                .addAllResourceNames(names)
                .build());
    }

    private DiscoveryResponse next(String typeUrl) {
        try {
            DiscoveryResponse response = responses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (response == null || !response.getTypeUrl().equals(typeUrl)) {
                throw new IllegalStateException("no answer to a request for " + typeUrl);
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void onNext(DiscoveryResponse response) {
        responses.add(response);
    }

    /** What was asked for then never comes. */
    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}

    @Override
    public void close() {
        stream.onCompleted();
        channel.shutdownNow();
    }
}
