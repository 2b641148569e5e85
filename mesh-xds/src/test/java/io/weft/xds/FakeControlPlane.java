package io.weft.xds;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.ResourceError;
import io.grpc.xds.shaded.io.envoyproxy.envoy.service.discovery.v3.ResourceName;
import io.weft.xds.decode.ResourceKey;
import io.weft.xds.decode.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A control plane that speaks just enough SotW ADS: full state for LDS and CDS with what is missing by name. */
final class FakeControlPlane implements AutoCloseable {

    final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    final List<DiscoveryRequest> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger streams = new AtomicInteger();
    private final Map<ResourceKey, Message> resources = new ConcurrentHashMap<>();
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger version = new AtomicInteger();
    private Server server;
    private final int port;

    FakeControlPlane() {
        server = start(0);
        port = server.getPort();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    XdsBootstrap bootstrap() {
        return XdsBootstrap.of(address(), "test", "default");
    }

    /** Replaces or adds resources and tells everybody who asked for them. */
    void serve(Message... messages) {
        Set<ResourceType> changed = ConcurrentHashMap.newKeySet();
        for (Message message : messages) {
            for (ResourceType type : ResourceType.values()) {
                if (type.message().isInstance(message)) {
                    resources.put(new ResourceKey(type, type.nameOf(message)), message);
                    changed.add(type);
                }
            }
        }
        push(changed);
    }

    void remove(ResourceKey key) {
        resources.remove(key);
        push(Set.of(key.type()));
    }

    /** A whole small service: listener, routes, one cluster, its endpoints. */
    void serveService(String upstream, String cluster, int... ports) {
        serve(
                Messages.listener(upstream, "routes of " + upstream),
                Messages.routes("routes of " + upstream, cluster),
                Messages.cluster(cluster),
                Messages.endpoints(cluster, ports));
    }

    String awaitRefusal() throws InterruptedException {
        String refusal = refusals.poll(5, TimeUnit.SECONDS);
        return refusal == null ? "none" : refusal;
    }

    void stop() throws InterruptedException {
        server.shutdownNow().awaitTermination();
        open.clear();
    }

    void restart() {
        server = start(port);
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    private Server start(int onPort) {
        try {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort))
                    .addService(new Ads())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void push(Set<ResourceType> changed) {
        version.incrementAndGet();
        open.forEach(stream -> List.of(ResourceType.CDS, ResourceType.EDS, ResourceType.LDS, ResourceType.RDS).stream()
                .filter(changed::contains)
                .forEach(stream::push));
    }

    private final class Ads extends AggregatedDiscoveryServiceImplBase {
        @Override
        public StreamObserver<DiscoveryRequest> streamAggregatedResources(StreamObserver<DiscoveryResponse> responses) {
            streams.incrementAndGet();
            Stream stream = new Stream(responses);
            open.add(stream);
            return stream;
        }
    }

    private final class Stream implements StreamObserver<DiscoveryRequest> {

        private final StreamObserver<DiscoveryResponse> responses;
        private final Map<ResourceType, List<String>> asked = new EnumMap<>(ResourceType.class);
        private final Map<ResourceType, String> nonces = new EnumMap<>(ResourceType.class);
        private int sent;

        Stream(StreamObserver<DiscoveryResponse> responses) {
            this.responses = responses;
        }

        @Override
        public synchronized void onNext(DiscoveryRequest request) {
            requests.add(request);
            if (request.hasErrorDetail()) {
                refusals.add(request.getErrorDetail().getMessage());
            }
            for (ResourceType type : ResourceType.values()) {
                if (type.typeUrl().equals(request.getTypeUrl())
                        && nonces.getOrDefault(type, "").equals(request.getResponseNonce())) {
                    List<String> before = asked.put(type, List.copyOf(request.getResourceNamesList()));
                    if (before == null || !before.containsAll(request.getResourceNamesList())) {
                        push(type);
                    }
                }
            }
        }

        synchronized void push(ResourceType type) {
            List<Any> found = new ArrayList<>();
            List<ResourceError> missing = new ArrayList<>();
            for (String name : asked.getOrDefault(type, List.of())) {
                Message message = resources.get(new ResourceKey(type, name));
                if (message != null) {
                    found.add(Any.pack(message));
                } else if (type.fullState()) {
                    missing.add(notFound(name));
                }
            }
            if (asked.containsKey(type) && (type.fullState() || !found.isEmpty())) {
                sent++;
                nonces.put(type, "n" + sent);
                responses.onNext(DiscoveryResponse.newBuilder()
                        .setTypeUrl(type.typeUrl())
                        .setVersionInfo("v" + version.get())
                        .setNonce("n" + sent)
                        .addAllResources(found)
                        .addAllResourceErrors(missing)
                        .build());
            }
        }

        private static ResourceError notFound(String name) {
            return ResourceError.newBuilder()
                    .setResourceName(ResourceName.newBuilder().setName(name))
                    .setErrorDetail(Status.newBuilder().setCode(Code.NOT_FOUND_VALUE))
                    .build();
        }

        @Override
        public void onError(Throwable error) {
            open.remove(this);
        }

        @Override
        public void onCompleted() {
            open.remove(this);
        }
    }
}
