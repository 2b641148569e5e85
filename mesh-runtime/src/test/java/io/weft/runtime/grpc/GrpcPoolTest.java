package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.model.ConnectionPolicy;
import io.weft.model.Thresholds;
import io.weft.runtime.World;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** connectionPool over gRPC. */
class GrpcPoolTest implements ServerInterceptor {

    private static final int ANY = Integer.MAX_VALUE;

    private final GrpcBed bed = new GrpcBed();
    private final EchoServer server = bed.server("v1", this);
    private final Set<SocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final List<Integer> busyness = new CopyOnWriteArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        connections.add(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        busyness.add(busy.incrementAndGet());
        try {
            gate.await(5, TimeUnit.SECONDS);
            TimeUnit.MILLISECONDS.sleep(3);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        busy.decrementAndGet();
        return next.startCall(call, headers);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        bed.close();
    }

    private void publish(int connections, int pending, int requests, int streams, int perConnection) {
        bed.publish(GrpcBed.world()
                .subset(
                        "v1",
                        new Thresholds(connections, pending, requests, ANY, Thresholds.RetryBudget.DEFAULT),
                        new ConnectionPolicy(
                                perConnection, Optional.empty(), Optional.empty(), Optional.empty(), streams),
                        server.address())
                .otherwise(World.to("v1")));
    }

    private List<Future<String>> calls(Channel channel, int count) {
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(threads.submit(() -> GrpcBed.unary(channel)));
        }
        return calls;
    }

    @Test
    void callsAboveTheStreamsOfAllConnectionsWait() throws Exception {
        publish(2, ANY, ANY, 2, 0);
        Channel channel = bed.channel();
        for (Future<String> call : calls(channel, 20)) {
            assertThat(call.get(20, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(busyness).allMatch(now -> now <= 4);
        assertThat(connections).hasSizeBetween(1, 2);
    }

    @Test
    void opensAnotherConnectionWhenMaxConcurrentStreamsAreOpen() throws Exception {
        publish(ANY, ANY, ANY, 2, 0);
        Channel channel = bed.channel();
        gate = new CountDownLatch(1);
        List<Future<String>> calls = calls(channel, 6);
        for (int i = 0; busyness.size() < 6 && i < 500; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(connections).hasSize(3);
        gate.countDown();
        for (Future<String> call : calls) {
            assertThat(call.get(20, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void givesAConnectionUpAfterMaxRequestsPerConnection() {
        publish(ANY, ANY, ANY, ANY, 2);
        Channel channel = bed.channel();
        for (int i = 0; i < 6; i++) {
            GrpcBed.unary(channel);
        }
        assertThat(connections).hasSize(3);
    }

    @Test
    void isUnavailableAboveHttp2MaxRequests() throws Exception {
        publish(ANY, ANY, 1, ANY, 0);
        Channel channel = bed.channel();
        gate = new CountDownLatch(1);
        List<Future<String>> first = calls(channel, 1);
        for (int i = 0; busyness.isEmpty() && i < 500; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> GrpcBed.unary(channel));
        gate.countDown();
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.getStatus().getDescription())
                .startsWith("upstream connect error or disconnect/reset before headers. reset reason: overflow")
                .contains("(UO)");
        assertThat(refused.getTrailers().get(Metadata.Key.of("x-envoy-overloaded", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("true");
        assertThat(first.get(0).get(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void aWaitEndsAtTheCallersDeadlineAndWithItsCancellation() throws Exception {
        publish(1, ANY, ANY, 1, 0);
        Channel channel = bed.channel();
        gate = new CountDownLatch(1);
        List<Future<String>> first = calls(channel, 1);
        for (int i = 0; busyness.isEmpty() && i < 500; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        StatusRuntimeException late = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> GrpcBed.unary(
                        channel, io.grpc.CallOptions.DEFAULT.withDeadlineAfter(100, TimeUnit.MILLISECONDS), "x"));
        assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        Future<String> cancelled = calls(channel, 1).get(0);
        TimeUnit.MILLISECONDS.sleep(50);
        cancelled.cancel(true);
        gate.countDown();
        assertThat(first.get(0).get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(threads.submit(() -> GrpcBed.unary(channel))).succeedsWithin(Duration.ofSeconds(5));
    }
}
