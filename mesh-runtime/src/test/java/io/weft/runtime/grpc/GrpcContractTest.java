package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.runtime.Mesh;
import io.weft.runtime.MeshClientContract;
import io.weft.runtime.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The contract of every client of the mesh, by a plain gRPC channel. */
class GrpcContractTest extends MeshClientContract {

    private Optional<ManagedChannel> channel = Optional.empty();

    @Override
    protected Cluster.Protocol protocol() {
        return Cluster.Protocol.HTTP2;
    }

    @Override
    protected Backend start(String name) {
        EchoServer server = new EchoServer(name);
        return new Backend() {
            @Override
            public Address address() {
                return server.address();
            }

            @Override
            public void next(Reaction... reactions) {
                for (Reaction reaction : reactions) {
                    server.next.add(behaviour(reaction));
                }
            }

            @Override
            public List<Map<String, String>> seen() {
                return server.seen;
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    private static EchoServer.Behaviour behaviour(Reaction reaction) {
        return switch (reaction) {
            case GOOD -> EchoServer.Behaviour.GOOD;
            case UNAVAILABLE -> EchoServer.failing(io.grpc.Status.UNAVAILABLE);
            case LATE -> EchoServer.late(1000);
        };
    }

    @Override
    protected void connect(Mesh mesh) {
        mesh.registerGrpc();
        channel = Optional.of(
                NettyChannelBuilder.forTarget(World.UPSTREAM).usePlaintext().build());
    }

    @Override
    protected void disconnect() {
        channel.ifPresent(ManagedChannel::shutdownNow);
    }

    @Override
    protected Reply call(Map<String, String> headers) {
        Metadata metadata = new Metadata();
        headers.forEach((name, value) -> TextMetadata.add(metadata, name, value));
        AtomicReference<Metadata> received = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        var intercepted = ClientInterceptors.intercept(
                channel.orElseThrow(),
                MetadataUtils.newAttachHeadersInterceptor(metadata),
                MetadataUtils.newCaptureMetadataInterceptor(received, trailers));
        try {
            String body = ClientCalls.blockingUnaryCall(
                    intercepted,
                    Bytes.method(EchoServer.UNARY, MethodType.UNARY),
                    CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                    "hello");
            return new Reply(Status.OK, body, lines(received.get()));
        } catch (StatusRuntimeException e) {
            return new Reply(status(e.getStatus()), String.valueOf(e.getStatus()), lines(trailers.get()));
        }
    }

    private static Status status(io.grpc.Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE -> Status.UNAVAILABLE;
            case DEADLINE_EXCEEDED -> Status.TIMEOUT;
            case RESOURCE_EXHAUSTED -> Status.LIMITED;
            default -> Status.OTHER;
        };
    }

    private static Map<String, String> lines(@Nullable Metadata metadata) {
        Map<String, String> lines = new HashMap<>();
        if (metadata != null) {
            metadata.keys().forEach(key -> lines.put(key, String.valueOf(TextMetadata.read(metadata, key))));
        }
        return lines;
    }
}
