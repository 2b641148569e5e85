package io.weft.runtime.grpc;

import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.weft.model.RouteAction;
import io.weft.runtime.World;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules' times, where the caller has no deadline of its own. */
class GrpcTimeoutTest {

    private final GrpcBed bed = new GrpcBed();
    private final EchoServer server = bed.server("a");

    @AfterEach
    void close() {
        bed.close();
    }

    private void route(RouteAction.Forward rule) {
        bed.publish(GrpcBed.world().subset("v1", server.address()).otherwise(rule));
    }

    private String call() {
        return ClientCalls.blockingUnaryCall(
                bed.channel(), Bytes.method(EchoServer.UNARY, MethodType.UNARY), CallOptions.DEFAULT, "hello");
    }

    @Test
    void tellsTheEndpointHowMuchTimeIsLeft() {
        route(World.within(to("v1"), Duration.ofSeconds(4)));
        call();
        assertThat(server.seen.get(0).get("grpc-timeout")).matches("[1-3]\\d{6}u");
    }

    @Test
    void endsACallWhoseTimeIsUp() {
        route(World.within(to("v1"), Duration.ofMillis(200)));
        server.next.add(EchoServer.late(2000));
        long start = System.nanoTime();
        StatusRuntimeException end = catchThrowableOfType(StatusRuntimeException.class, this::call);
        assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(end.getStatus().getDescription()).contains("upstream request timeout");
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofMillis(1500).toNanos());
    }

    @Test
    void endsAnAttemptWhoseTimeIsUpAndMakesAnother() {
        route(World.retrying(to("v1"), World.retry(2, Optional.of(Duration.ofMillis(500)), "reset")));
        server.next.add(EchoServer.late(3000));
        assertThat(call()).isEqualTo("a");
        assertThat(server.seen).hasSize(2);
    }

    @Test
    void endsAConversationThatTakesTooLong() throws Exception {
        route(World.within(to("v1"), Duration.ofSeconds(1)));
        GrpcBed.Answers answers = new GrpcBed.Answers();
        ClientCall<String, String> chat =
                GrpcBed.call(bed.channel(), EchoServer.CHAT, MethodType.BIDI_STREAMING, CallOptions.DEFAULT);
        chat.start(answers, new Metadata());
        chat.request(10);
        chat.sendMessage("1");
        answers.awaitMessages(1);
        assertThat(answers.messages).containsExactly("a:1");
        assertThat(answers.await().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        chat.sendMessage("of no use any more");
    }
}
