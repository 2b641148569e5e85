package io.weft.control;

import com.google.protobuf.Any;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.weft.control.translate.ResourceType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A small ADS client of either protocol over a real connection: acknowledges what comes, and keeps it for the test. */
final class AdsClient {

    /** @param atNanos when the response was read, just before it was acknowledged */
    record Received(ResourceType type, List<Any> resources, long atNanos) {}

    private final boolean incremental;
    private final Node node;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final StreamObserver<DiscoveryRequest> whole;
    private final StreamObserver<DeltaDiscoveryRequest> delta;
    private volatile String refusal = "";
    private List<String> names = List.of();
    private String version = "";

    AdsClient(Channel channel, boolean incremental, String id, String namespace) {
        this.incremental = incremental;
        this.node = Node.newBuilder()
                .setId(id)
                .setMetadata(Struct.newBuilder()
                        .putFields("GENERATOR", text("weft"))
                        .putFields("NAMESPACE", text(namespace)))
                .build();
        var stub = AggregatedDiscoveryServiceGrpc.newStub(channel);
        whole = incremental ? new Answering<>(r -> {}) : stub.streamAggregatedResources(new Answering<>(this::answer));
        delta = incremental ? stub.deltaAggregatedResources(new Answering<>(this::answer)) : new Answering<>(r -> {});
    }

    /** Comes back with what it got on an earlier stream, in this version; state of the world. */
    AdsClient resuming(String from) {
        version = from;
        return this;
    }

    /** Asks for these; once per type. */
    void subscribe(ResourceType type, String... wanted) {
        names = List.of(wanted);
        if (incremental) {
            delta.onNext(DeltaDiscoveryRequest.newBuilder()
                    .setNode(node)
                    .setTypeUrl(type.typeUrl())
                    .addAllResourceNamesSubscribe(names)
                    .build());
        } else {
            whole.onNext(DiscoveryRequest.newBuilder()
                    .setNode(node)
                    .setTypeUrl(type.typeUrl())
                    .setVersionInfo(version)
                    .addAllResourceNames(names)
                    .build());
        }
    }

    /** Refuses all that comes from now on. */
    void refuse(String why) {
        refusal = why;
    }

    /** The next response that is as wanted; others before it are passed over. */
    Received await(Predicate<Received> wanted) throws InterruptedException {
        while (true) {
            Received next = Objects.requireNonNull(received.poll(5, TimeUnit.SECONDS), "no response came");
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    void close() {
        if (incremental) {
            delta.onCompleted();
        } else {
            whole.onCompleted();
        }
    }

    private void answer(DiscoveryResponse response) {
        ResourceType type = ResourceType.of(response.getTypeUrl()).orElseThrow();
        received.add(new Received(type, response.getResourcesList(), System.nanoTime()));
        DiscoveryRequest.Builder answer = DiscoveryRequest.newBuilder()
                .setTypeUrl(response.getTypeUrl())
                .setResponseNonce(response.getNonce())
                .setVersionInfo(response.getVersionInfo())
                .addAllResourceNames(names);
        if (!refusal.isEmpty()) {
            answer.setErrorDetail(Status.newBuilder().setMessage(refusal));
        }
        whole.onNext(answer.build());
    }

    private void answer(DeltaDiscoveryResponse response) {
        ResourceType type = ResourceType.of(response.getTypeUrl()).orElseThrow();
        List<Any> resources =
                response.getResourcesList().stream().map(Resource::getResource).toList();
        received.add(new Received(type, resources, System.nanoTime()));
        DeltaDiscoveryRequest.Builder answer = DeltaDiscoveryRequest.newBuilder()
                .setTypeUrl(response.getTypeUrl())
                .setResponseNonce(response.getNonce());
        if (!refusal.isEmpty()) {
            answer.setErrorDetail(Status.newBuilder().setMessage(refusal));
        }
        delta.onNext(answer.build());
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private record Answering<R>(Consumer<R> answer) implements StreamObserver<R> {
        @Override
        public void onNext(R response) {
            answer.accept(response);
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onCompleted() {}
    }
}
