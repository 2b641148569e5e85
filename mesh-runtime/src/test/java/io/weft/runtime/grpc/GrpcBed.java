package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.MeshSnapshot;
import io.weft.runtime.HandSource;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.load.ServerLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Servers, a mesh whose configuration is made by hand, and channels; all closed in the end. */
final class GrpcBed implements AutoCloseable {

    final HandSource source = new HandSource();
    final Mesh mesh;
    private final List<EchoServer> servers = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    GrpcBed() {
        this(MeshOptions.DEFAULT);
    }

    GrpcBed(MeshOptions options) {
        mesh = Mesh.start(options, source);
        mesh.registerGrpc();
    }

    EchoServer server(String name, ServerInterceptor... interceptors) {
        EchoServer server = new EchoServer(name, interceptors);
        servers.add(server);
        return server;
    }

    /** One that tells its load to those who ask. */
    EchoServer telling(String name, ServerLoad load, ServerCredentials credentials) {
        LoadService service = new LoadService(load);
        EchoServer server = new EchoServer(
                name, 0, credentials, builder -> builder.addService(service).intercept(new LoadInterceptor(service)));
        servers.add(server);
        return server;
    }

    EchoServer secured(String name, Path certificate, Path key, ServerInterceptor... interceptors) {
        try {
            EchoServer server = new EchoServer(
                    name, 0, TlsServerCredentials.create(certificate.toFile(), key.toFile()), interceptors);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static World world() {
        return new World(Cluster.Protocol.HTTP2);
    }

    void publish(World world) {
        source.publish(world.snapshot());
    }

    void publish(MeshSnapshot snapshot) {
        source.publish(snapshot);
    }

    /** All calls to these addresses. */
    void route(Address... addresses) {
        publish(world().subset("v1", addresses).otherwise(World.to("v1")));
    }

    ManagedChannel channel() {
        return channel(World.UPSTREAM);
    }

    ManagedChannel channel(String target) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(target).usePlaintext().build();
        channels.add(channel);
        return channel;
    }

    static String unary(Channel channel) {
        return unary(channel, CallOptions.DEFAULT, "hello");
    }

    static String unary(Channel channel, CallOptions options, String message) {
        CallOptions bounded = options.getDeadline() == null ? options.withDeadlineAfter(20, TimeUnit.SECONDS) : options;
        return ClientCalls.blockingUnaryCall(
                channel, Bytes.method(EchoServer.UNARY, MethodType.UNARY), bounded, message);
    }

    static Channel with(Channel channel, Map<String, String> headers) {
        Metadata metadata = new Metadata();
        headers.forEach((name, value) -> TextMetadata.add(metadata, name, value));
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    static ClientCall<String, String> call(Channel channel, String method, MethodType type, CallOptions options) {
        return channel.newCall(Bytes.method(method, type), options);
    }

    /** Notes all that comes back. */
    static final class Answers extends ClientCall.Listener<String> {

        final List<String> messages = new java.util.concurrent.CopyOnWriteArrayList<>();
        final java.util.concurrent.CompletableFuture<Status> status = new java.util.concurrent.CompletableFuture<>();
        final Map<String, String> headers = new HashMap<>();
        final Map<String, String> trailers = new HashMap<>();

        @Override
        public void onHeaders(Metadata received) {
            received.keys().forEach(key -> headers.put(key, String.valueOf(TextMetadata.read(received, key))));
        }

        @Override
        public void onMessage(String message) {
            messages.add(message);
        }

        @Override
        public void onClose(Status end, Metadata received) {
            received.keys().forEach(key -> trailers.put(key, String.valueOf(TextMetadata.read(received, key))));
            status.complete(end);
        }

        Status await() {
            return status.orTimeout(20, TimeUnit.SECONDS).join();
        }

        void awaitMessages(int count) throws InterruptedException {
            for (int i = 0; messages.size() < count && i < 2000; i++) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        mesh.close();
        servers.forEach(EchoServer::close);
    }
}
