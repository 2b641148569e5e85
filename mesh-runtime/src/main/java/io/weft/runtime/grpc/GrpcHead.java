package io.weft.runtime.grpc;

import io.grpc.Deadline;
import io.grpc.Metadata;
import io.weft.model.RequestHead;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC call's head as rules see it, with the headers that gRPC itself will send. Binary metadata reads as it travels,
 * in base64.
 *
 * @param deadline the caller's, if it has one
 */
record GrpcHead(
        String authority,
        int port,
        String path,
        Metadata metadata,
        @Nullable Deadline deadline) implements RequestHead {

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
            case "grpc-timeout" -> timeout();
            default -> TextMetadata.read(metadata, name);
        };
    }

    private @Nullable String timeout() {
        return deadline == null ? null : deadline.timeRemaining(TimeUnit.MILLISECONDS) + "m";
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> consumer) {
        consumer.accept("content-type", "application/grpc");
        consumer.accept("te", "trailers");
        String timeout = timeout();
        if (timeout != null) {
            consumer.accept("grpc-timeout", timeout);
        }
        for (String name : metadata.keys()) {
            TextMetadata.values(metadata, name).forEach(value -> consumer.accept(name, value));
        }
    }
}
