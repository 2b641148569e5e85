package io.weft.parity;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.weft.model.CallRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Makes recorded gRPC calls over meshed channels and says what came of them. */
final class GrpcCalls {

    private static final Set<String> CONNECTION = Set.of("content-type", "grpc-encoding", "grpc-accept-encoding");
    private static final int DEFAULT_TIMEOUT_MILLIS = 10_000;
    private static final int END_TIMEOUT_SECONDS = 15;

    /** What came of a call: as {@link HttpCalls.Result}, with gRPC's two sets of headers. */
    record Result(
            Status status,
            List<String> headers,
            List<String> trailers,
            List<Echo.Seen> attempts,
            Optional<CallRecord> ours) {}

    private final Function<String, Channel> channels;
    private final Echo echo;
    private final CallRecords records;

    /**
     * @param channels a channel for an authority as a caller writes it, with or without a port
     */
    GrpcCalls(Function<String, Channel> channels, Echo echo, CallRecords records) {
        this.channels = channels;
        this.echo = echo;
        this.records = records;
    }

    Result call(JsonNode request) {
        String id = UUID.randomUUID().toString();
        Metadata metadata = new Metadata();
        request.path("headers")
                .forEach(pair -> metadata.put(
                        GrpcEcho.key(pair.get(0).asString()), pair.get(1).asString()));
        metadata.put(GrpcEcho.key("x-request-id"), id);
        Listener listener = new Listener();
        ClientCall<byte[], byte[]> call = channels.apply(request.path("host").asString())
                .newCall(
                        Bytes.unary(request.path("path").asString().substring(1)),
                        CallOptions.DEFAULT.withDeadlineAfter(
                                request.path("timeoutMs").asInt(DEFAULT_TIMEOUT_MILLIS), TimeUnit.MILLISECONDS));
        call.start(listener, metadata);
        call.request(2);
        call.sendMessage(new byte[] {1});
        call.halfClose();
        // A call that does not end is a difference like any other, not the end of the judge.
        Status status = listener.closed
                .completeOnTimeout(
                        Status.UNKNOWN.withDescription("the call never ended"), END_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
        return new Result(status, listener.headers, listener.trailers, echo.take(id), records.take(id));
    }

    private static final class Listener extends ClientCall.Listener<byte[]> {

        private final CompletableFuture<Status> closed = new CompletableFuture<>();
        private List<String> headers = List.of();
        private List<String> trailers = List.of();

        @Override
        public void onHeaders(Metadata metadata) {
            headers = lines(metadata);
        }

        @Override
        public void onClose(Status status, Metadata metadata) {
            trailers = lines(metadata);
            closed.complete(status);
        }
    }

    private static List<String> lines(Metadata metadata) {
        List<String> lines = new ArrayList<>();
        for (String name : metadata.keys()) {
            if (!name.endsWith("-bin") && !CONNECTION.contains(name)) {
                metadata.getAll(GrpcEcho.key(name)).forEach(value -> lines.add(name + ": " + value));
            }
        }
        lines.sort(null);
        return lines;
    }
}
