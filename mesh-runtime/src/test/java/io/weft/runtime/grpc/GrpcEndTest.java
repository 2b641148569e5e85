package io.weft.runtime.grpc;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.weft.model.Guard;
import io.weft.runtime.World;
import io.weft.runtime.upstream.EndpointView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every call ends, whichever of deadline, retry, pause, answer and cancellation comes first. */
class GrpcEndTest {

    private static final int CALLERS = 16;
    private static final int CALLS = 150;

    private final GrpcBed bed = new GrpcBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void everyCallEndsAndGivesBackWhatItHeld() {
        callAll(world());
    }

    @Test
    void everyHedgedCallDoes() {
        var hedging = new Guard.Hedging(Duration.ofMillis(5), 2);
        Guard guard = new Guard(Optional.empty(), Optional.empty(), Optional.of(hedging), List.of(), "");
        callAll(world().guarded("v1", guard));
    }

    private World world() {
        return GrpcBed.world()
                .subset(
                        "v1",
                        bed.server("a", new Moody(1)).address(),
                        bed.server("b", new Moody(2)).address(),
                        bed.server("c", new Moody(3)).address())
                .otherwise(within(
                        retrying(to("v1"), retry(3, Optional.of(Duration.ofMillis(15)), "unavailable", "reset")),
                        Duration.ofMillis(40)));
    }

    private void callAll(World world) {
        bed.publish(world);
        ManagedChannel channel = bed.channel();
        ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
        List<CompletableFuture<Void>> callers = IntStream.range(0, CALLERS)
                .mapToObj(seed -> CompletableFuture.runAsync(() -> call(channel, new Random(seed)), pool))
                .toList();
        callers.forEach(CompletableFuture::join);
        pool.shutdown();
        assertThat(bed.mesh.clusters())
                .flatExtracting(cluster -> cluster.endpoints())
                .extracting(EndpointView::inFlight)
                .containsOnly(0);
    }

    private static void call(ManagedChannel channel, Random random) {
        for (int i = 0; i < CALLS; i++) {
            CallOptions options = random.nextBoolean()
                    ? CallOptions.DEFAULT
                    : CallOptions.DEFAULT.withDeadlineAfter(random.nextInt(50_000), TimeUnit.MICROSECONDS);
            ClientCall<String, String> call = GrpcBed.call(channel, EchoServer.UNARY, MethodType.UNARY, options);
            GrpcBed.Answers answers = new GrpcBed.Answers();
            call.start(answers, new Metadata());
            call.request(2);
            call.sendMessage("hello");
            call.halfClose();
            if (random.nextInt(8) == 0) {
                call.cancel("enough", null);
            }
            assertThat(answers.await().getCode())
                    .isIn(
                            Status.Code.OK,
                            Status.Code.UNAVAILABLE,
                            Status.Code.DEADLINE_EXCEEDED,
                            Status.Code.CANCELLED);
        }
    }

    /** Answers at once or late, well or not. */
    private static final class Moody implements ServerInterceptor {

        private final Random random;

        Moody(long seed) {
            random = new Random(seed);
        }

        @Override
        public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
                ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> handler) {
            boolean good = switch (random.nextInt(5)) {
                case 0 -> EchoServer.late(random.nextInt(30)).on(call, headers);
                case 1, 2 -> EchoServer.failing(Status.UNAVAILABLE).on(call, headers);
                case 3 -> EchoServer.failingAfterHeaders(Status.UNAVAILABLE).on(call, headers);
                default -> true;
            };
            return good ? handler.startCall(call, headers) : new ServerCall.Listener<>() {};
        }
    }
}
