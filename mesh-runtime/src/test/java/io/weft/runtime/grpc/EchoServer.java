package io.weft.runtime.grpc;

import io.grpc.Attributes;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.weft.model.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A real server on the loopback address that answers with its name, in every kind of call. */
final class EchoServer implements AutoCloseable {

    static final String UNARY = "shop.Cart/List";
    static final String UPLOAD = "shop.Cart/Upload";
    static final String WATCH = "shop.Cart/Watch";
    static final String CHAT = "shop.Cart/Chat";

    /** What becomes of a call. */
    interface Behaviour {
        Behaviour GOOD = (call, headers) -> true;

        /** False if it has closed the call itself. */
        boolean on(ServerCall<?, ?> call, Metadata headers);
    }

    final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();
    final List<String> methods = new CopyOnWriteArrayList<>();
    final List<String> authorities = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
    private final String name;
    private final Server server;

    /** Done while a unary call is answered. */
    volatile Runnable during = () -> {};

    EchoServer(String name, ServerInterceptor... interceptors) {
        this(name, 0, interceptors);
    }

    EchoServer(String name, int port, ServerInterceptor... interceptors) {
        this(name, port, InsecureServerCredentials.create(), interceptors);
    }

    EchoServer(String name, int port, ServerCredentials credentials, ServerInterceptor... interceptors) {
        this(name, port, credentials, builder -> {}, interceptors);
    }

    /** @param more done to the server before it is built */
    EchoServer(
            String name,
            int port,
            ServerCredentials credentials,
            Consumer<NettyServerBuilder> more,
            ServerInterceptor... interceptors) {
        this.name = name;
        List<ServerInterceptor> all = new ArrayList<>(List.of(interceptors));
        all.add(0, new Behaving());
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(
                            new InetSocketAddress("127.0.0.1", port), credentials)
                    .addService(ServerInterceptors.intercept(service(), all))
                    .addTransportFilter(new Counting());
            more.accept(builder);
            this.server = builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Behaviour failing(Status status) {
        return (call, headers) -> {
            call.close(status, new Metadata());
            return false;
        };
    }

    /** Fails when that has happened. */
    static Behaviour failing(Status status, CountDownLatch happened) {
        return (call, headers) -> {
            try {
                happened.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return failing(status).on(call, headers);
        };
    }

    static Behaviour late(long millis) {
        return (call, headers) -> {
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        };
    }

    /** Headers and then a failure. */
    static Behaviour failingAfterHeaders(Status status) {
        return (call, headers) -> {
            call.sendHeaders(new Metadata());
            call.close(status, new Metadata());
            return false;
        };
    }

    Address address() {
        return new Address("127.0.0.1", server.getPort());
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder("shop.Cart")
                .addMethod(Bytes.method(UNARY, MethodType.UNARY), ServerCalls.asyncUnaryCall((request, answers) -> {
                    during.run();
                    answers.onNext(name);
                    answers.onCompleted();
                }))
                .addMethod(
                        Bytes.method("shop.Cart/Rewritten", MethodType.UNARY),
                        ServerCalls.asyncUnaryCall((request, answers) -> {
                            answers.onNext("rewritten");
                            answers.onCompleted();
                        }))
                .addMethod(
                        Bytes.method(UPLOAD, MethodType.CLIENT_STREAMING),
                        ServerCalls.asyncClientStreamingCall(answers -> collecting(answers)))
                .addMethod(
                        Bytes.method(WATCH, MethodType.SERVER_STREAMING),
                        ServerCalls.asyncServerStreamingCall((request, answers) -> {
                            for (int i = 0; i < Integer.parseInt(request); i++) {
                                answers.onNext(name + i);
                            }
                            answers.onCompleted();
                        }))
                .addMethod(
                        Bytes.method(CHAT, MethodType.BIDI_STREAMING),
                        ServerCalls.asyncBidiStreamingCall(answers -> echoing(answers)))
                .build();
    }

    private StreamObserver<String> collecting(StreamObserver<String> answers) {
        List<String> parts = new ArrayList<>();
        return observer(parts::add, () -> {
            answers.onNext(name + parts);
            answers.onCompleted();
        });
    }

    private StreamObserver<String> echoing(StreamObserver<String> answers) {
        return observer(part -> answers.onNext(name + ":" + part), answers::onCompleted);
    }

    private static StreamObserver<String> observer(Consumer<String> onNext, Runnable onCompleted) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String value) {
                onNext.accept(value);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                onCompleted.run();
            }
        };
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Counting extends ServerTransportFilter {

        @Override
        public Attributes transportReady(Attributes connection) {
            connections.incrementAndGet();
            return connection;
        }
    }

    private final class Behaving implements ServerInterceptor {

        @Override
        public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
                ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> handler) {
            Map<String, String> lines = new HashMap<>();
            headers.keys().forEach(key -> lines.put(key, String.valueOf(TextMetadata.read(headers, key))));
            seen.add(lines);
            methods.add(call.getMethodDescriptor().getFullMethodName());
            authorities.add(String.valueOf(call.getAuthority()));
            Behaviour behaviour = next.poll();
            return (behaviour == null ? Behaviour.GOOD : behaviour).on(call, headers)
                    ? handler.startCall(call, headers)
                    : new ServerCall.Listener<>() {};
        }
    }
}
