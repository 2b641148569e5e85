package io.weft.runtime.grpc;

import io.grpc.Metadata;
import io.weft.model.RequestHead;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC call's head as rules see it, with the headers that gRPC itself will send. Binary metadata reads as it travels,
 * in base64.
 *
 * @param timeout the value of {@code grpc-timeout}, if the caller has a deadline
 */
record GrpcHead(
        String authority,
        int port,
        String path,
        Metadata metadata,
        @Nullable String timeout) implements RequestHead {

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public boolean grpc() {
        return true;
    }

    @Override
    public @Nullable String header(String name) {
        return switch (name) {
            case "content-type" -> "application/grpc";
            case "te" -> "trailers";
            case "grpc-timeout" -> timeout;
            default -> TextMetadata.read(metadata, name);
        };
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> consumer) {
        consumer.accept("content-type", "application/grpc");
        consumer.accept("te", "trailers");
        if (timeout != null) {
            consumer.accept("grpc-timeout", timeout);
        }
        for (String name : metadata.keys()) {
            TextMetadata.values(metadata, name).forEach(value -> consumer.accept(name, value));
        }
    }
}
