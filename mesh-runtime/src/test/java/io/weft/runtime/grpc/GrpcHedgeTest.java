package io.weft.runtime.grpc;

import static io.weft.runtime.World.to;
import static io.weft.runtime.World.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.weft.runtime.HedgeContract;
import io.weft.runtime.grpc.GrpcBed.Answers;
import io.weft.runtime.upstream.EndpointView;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hedged calls over gRPC, beside what every client does. */
class GrpcHedgeTest {

    private final GrpcBed bed = new GrpcBed();
    private final EchoServer a = bed.server("a");
    private final EchoServer b = bed.server("b");
    private final Queue<ServerCall<?, ?>> hanging = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        bed.close();
    }

    private ManagedChannel channel() {
        bed.publish(GrpcBed.world()
                .subset("v1", a.address(), b.address())
                .guarded("v1", HedgeContract.HEDGING)
                .otherwise(within(to("v1"), Duration.ofSeconds(5))));
        return bed.channel();
    }

    private void hang(EchoServer server, int times) {
        for (int i = 0; i < times; i++) {
            server.next.add((call, headers) -> {
                hanging.add(call);
                return false;
            });
        }
    }

    private List<Integer> inFlight() {
        return bed.mesh.clusters().stream()
                .flatMap(cluster -> cluster.endpoints().stream())
                .map(EndpointView::inFlight)
                .toList();
    }

    private void awaitCancelled(int count) throws InterruptedException {
        for (int i = 0; i < 1000 && (hanging.size() < count || !allCancelled()); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(hanging).hasSize(count);
        assertThat(allCancelled()).isTrue();
    }

    private boolean allCancelled() {
        return hanging.stream().allMatch(ServerCall::isCancelled);
    }

    @Test
    void cancelsTheAttemptThatLost() throws InterruptedException {
        hang(a, 1);
        ManagedChannel channel = channel();

        assertThat(GrpcBed.unary(channel)).isEqualTo("b");
        assertThat(GrpcBed.unary(channel)).isIn("a", "b");

        assertThat(inFlight()).containsOnly(0);
        awaitCancelled(1);
    }

    @Test
    void cancelsAllWithTheCall() throws InterruptedException {
        hang(a, 1);
        hang(b, 1);
        Answers answers = new Answers();
        var call = GrpcBed.call(channel(), EchoServer.UNARY, MethodType.UNARY, CallOptions.DEFAULT);
        call.start(answers, new Metadata());
        call.request(2);
        call.sendMessage("hello");
        call.halfClose();
        for (int i = 0; i < 1000 && hanging.size() < 2; i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }

        call.cancel("enough", null);

        assertThat(answers.await().getCode()).isEqualTo(Status.Code.CANCELLED);
        awaitCancelled(2);
        assertThat(inFlight()).containsOnly(0);
    }

    @Test
    void allEndAtTheCallersDeadline() throws InterruptedException {
        hang(a, 1);
        hang(b, 1);
        Answers answers = new Answers();
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(400, TimeUnit.MILLISECONDS);
        var call = GrpcBed.call(channel(), EchoServer.UNARY, MethodType.UNARY, options);
        call.start(answers, new Metadata());
        call.request(2);
        call.sendMessage("hello");
        call.halfClose();

        assertThat(answers.await().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        awaitCancelled(2);
        assertThat(inFlight()).containsOnly(0);
    }

    @Test
    void aStreamIsNotHedged() {
        a.next.add(EchoServer.late(300));
        b.next.add(EchoServer.late(300));
        Answers answers = new Answers();
        var call = GrpcBed.call(channel(), EchoServer.WATCH, MethodType.SERVER_STREAMING, CallOptions.DEFAULT);
        call.start(answers, new Metadata());
        call.request(3);
        call.sendMessage("2");
        call.halfClose();

        assertThat(answers.await().isOk()).isTrue();
        assertThat(answers.messages).hasSize(2);
        assertThat(a.seen.size() + b.seen.size()).isEqualTo(1);
    }

    @Test
    void aFailureAfterHeadersIsTheAnswer() {
        a.next.add(EchoServer.failingAfterHeaders(Status.UNAVAILABLE));
        b.next.add(EchoServer.failingAfterHeaders(Status.UNAVAILABLE));
        Answers answers = new Answers();
        var call = GrpcBed.call(channel(), EchoServer.UNARY, MethodType.UNARY, CallOptions.DEFAULT);
        call.start(answers, new Metadata());
        call.request(2);
        call.sendMessage("hello");
        call.halfClose();

        assertThat(answers.await().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(a.seen.size() + b.seen.size()).isEqualTo(1);
    }
}
