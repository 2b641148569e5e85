package io.weft.parity;

import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The gRPC endpoints of all recorded worlds, for every method; told apart by the address called. */
final class GrpcEcho implements AutoCloseable {

    /** The targetPort of the recorded gRPC services. */
    static final int PORT = 19081;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "parity-grpc-echo");
        thread.setDaemon(true);
        return thread;
    });
    private final Echo echo;
    private final Server server;

    GrpcEcho(Echo echo) {
        this.echo = echo;
        try {
            this.server = NettyServerBuilder.forAddress(new InetSocketAddress("0.0.0.0", PORT))
                    .fallbackHandlerRegistry(new EveryMethod())
                    .directExecutor()
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + PORT, e);
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        timer.shutdownNow();
    }

    private final class EveryMethod extends HandlerRegistry {
        @Override
        public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            // A name that is not service/method is unknown, as to the server of the recordings.
            return name.contains("/") ? ServerMethodDefinition.create(Bytes.unary(name), new Answer()) : null;
        }
    }

    private final class Answer implements ServerCallHandler<byte[], byte[]> {
        @Override
        public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
            call.request(2);
            return new ServerCall.Listener<>() {
                @Override
                public void onHalfClose() {
                    answer(call, headers);
                }
            };
        }
    }

    private void answer(ServerCall<byte[], byte[]> call, Metadata headers) {
        int attempt = echo.note(text(headers, "x-request-id"), seen(call, headers));
        int code = Echo.planned(text(headers, "x-plan"), attempt, 0);
        int sleep = Echo.planned(text(headers, "x-sleep"), attempt, 0);
        boolean message = code == 0 || text(headers, "x-after").equals("message");
        timer.schedule(() -> end(call, Status.fromCodeValue(code), message), sleep, TimeUnit.MILLISECONDS);
    }

    private static void end(ServerCall<byte[], byte[]> call, Status status, boolean message) {
        if (call.isCancelled()) {
            return;
        }
        Metadata trailers = new Metadata();
        if (message) {
            Metadata headers = new Metadata();
            headers.put(key("x-upstream"), "yes");
            call.sendHeaders(headers);
            call.sendMessage(new byte[] {1});
        }
        if (status.isOk()) {
            trailers.put(key("x-trailer"), "t");
        }
        call.close(status.isOk() ? status : status.withDescription("planned"), trailers);
    }

    private static Echo.Seen seen(ServerCall<?, ?> call, Metadata metadata) {
        InetSocketAddress local = (InetSocketAddress) call.getAttributes().get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        metadata.keys().stream()
                .filter(name -> !name.endsWith("-bin"))
                .forEach(name -> metadata.getAll(key(name)).forEach(value -> headers.add(Map.entry(name, value))));
        MethodDescriptor<?, ?> method = call.getMethodDescriptor();
        String authority = call.getAuthority();
        return new Echo.Seen(
                local == null ? "" : local.getAddress().getHostAddress(),
                "POST",
                "/" + method.getFullMethodName(),
                authority == null ? "" : authority,
                headers,
                text(metadata, "grpc-timeout"));
    }

    private static String text(Metadata headers, String name) {
        String value = headers.get(key(name));
        return value == null ? "" : value;
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
