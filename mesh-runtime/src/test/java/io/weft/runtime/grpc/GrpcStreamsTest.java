package io.weft.runtime.grpc;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.weft.model.Fault;
import io.weft.model.HeaderEdit;
import io.weft.model.HeaderEdits;
import io.weft.model.RetryPolicy;
import io.weft.runtime.grpc.GrpcBed.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of all kinds: replayed while nothing has come back, never after; flow control and cancellation hold. */
class GrpcStreamsTest {

    private static final RetryPolicy TWICE = retry(2, Optional.empty(), "unavailable");

    private final GrpcBed bed = new GrpcBed();
    private final EchoServer a = bed.server("a");
    private final EchoServer b = bed.server("b");

    @AfterEach
    void close() {
        bed.close();
    }

    private void routeWithRetries() {
        bed.publish(GrpcBed.world().subset("v1", a.address(), b.address()).otherwise(retrying(to("v1"), TWICE)));
    }

    private ClientCall<String, String> start(String method, MethodType type, Answers answers) {
        ClientCall<String, String> call = GrpcBed.call(bed.channel(), method, type, CallOptions.DEFAULT);
        call.start(answers, new Metadata());
        return call;
    }

    /** Watches so many messages, of which some are asked for. */
    private ClientCall<String, String> watch(Answers answers, int messages, int asked) {
        ClientCall<String, String> call = start(EchoServer.WATCH, MethodType.SERVER_STREAMING, answers);
        call.request(asked);
        call.sendMessage("" + messages);
        call.halfClose();
        return call;
    }

    /** A conversation whose first message has been answered. */
    private ClientCall<String, String> chat(Answers answers) throws InterruptedException {
        ClientCall<String, String> call = start(EchoServer.CHAT, MethodType.BIDI_STREAMING, answers);
        call.request(10);
        call.sendMessage("1");
        answers.awaitMessages(1);
        return call;
    }

    private static void failOnce(EchoServer... servers) {
        for (EchoServer server : servers) {
            server.next.add(EchoServer.failing(Status.UNAVAILABLE));
        }
    }

    @Test
    void replaysWhatAClientStreamed() {
        routeWithRetries();
        failOnce(a, b);
        Answers answers = new Answers();
        ClientCall<String, String> call = start(EchoServer.UPLOAD, MethodType.CLIENT_STREAMING, answers);
        call.request(2);
        for (int i = 0; i < 5; i++) {
            call.sendMessage("m" + i);
        }
        call.halfClose();

        assertThat(answers.await()).isEqualTo(Status.OK);
        assertThat(answers.messages.get(0)).endsWith("[m0, m1, m2, m3, m4]");
        assertThat(a.seen.size() + b.seen.size()).isEqualTo(3);
    }

    @Test
    void retriesAServerStreamBeforeItsFirstMessage() {
        routeWithRetries();
        failOnce(a, b);
        Answers answers = new Answers();
        watch(answers, 3, 100);

        assertThat(answers.await()).isEqualTo(Status.OK);
        assertThat(answers.messages).hasSize(3);
    }

    @Test
    void doesNotReplayOnceHeadersHaveCome() {
        routeWithRetries();
        a.next.add(EchoServer.failingAfterHeaders(Status.UNAVAILABLE));
        b.next.add(EchoServer.failingAfterHeaders(Status.UNAVAILABLE));
        Answers answers = new Answers();
        watch(answers, 3, 1);

        assertThat(answers.await().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(a.seen.size() + b.seen.size()).isEqualTo(1);
    }

    @Test
    void talksBothWays() throws Exception {
        routeWithRetries();
        failOnce(a, b);
        Answers answers = new Answers();
        ClientCall<String, String> call = chat(answers);
        call.sendMessage("2");
        answers.awaitMessages(2);
        assertThat(call.isReady()).isTrue();
        call.halfClose();

        assertThat(answers.await()).isEqualTo(Status.OK);
        assertThat(answers.messages).hasSize(2).allMatch(message -> message.matches("[ab]:[12]"));
    }

    @Test
    void deliversOnlyWhatIsAskedFor() throws Exception {
        routeWithRetries();
        Answers answers = new Answers();
        ClientCall<String, String> call = watch(answers, 50, 2);
        answers.awaitMessages(2);
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(answers.messages).hasSize(2);

        call.request(48);
        assertThat(answers.await()).isEqualTo(Status.OK);
        assertThat(answers.messages).hasSize(50);
    }

    @Test
    void doesNotKeepMoreThanItsBound() {
        routeWithRetries();
        CountDownLatch handedOver = new CountDownLatch(1);
        for (EchoServer server : List.of(a, b)) {
            server.next.add(EchoServer.failing(Status.UNAVAILABLE, handedOver));
        }
        Answers answers = new Answers();
        ClientCall<String, String> call = start(EchoServer.UPLOAD, MethodType.CLIENT_STREAMING, answers);
        call.request(2);
        call.sendMessage("x".repeat(200 * 1024));
        call.sendMessage("x".repeat(200 * 1024));
        call.halfClose();
        handedOver.countDown();

        assertThat(answers.await().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(a.seen.size() + b.seen.size()).isEqualTo(1);
    }

    @Test
    void keepsAStreamWhoseEndpointLeftTheConfiguration() throws Exception {
        bed.route(a.address());
        Answers answers = new Answers();
        ClientCall<String, String> call = chat(answers);

        bed.route(b.address());
        assertThat(GrpcBed.unary(bed.channel())).isEqualTo("b");
        TimeUnit.MILLISECONDS.sleep(300);
        call.sendMessage("2");
        call.halfClose();
        assertThat(answers.await()).isEqualTo(Status.OK);
        assertThat(answers.messages).containsExactly("a:1", "a:2");
    }

    @Test
    void tellsACallerWhoseConnectionBreaks() throws Exception {
        bed.route(a.address());
        Answers answers = new Answers();
        chat(answers);
        a.close();
        assertThat(answers.await().getCode()).isIn(Status.Code.UNAVAILABLE, Status.Code.CANCELLED);
    }

    @Test
    void cancelsTheAttemptUnderWay() throws Exception {
        bed.route(a.address());
        Answers answers = new Answers();
        ClientCall<String, String> call = chat(answers);
        call.cancel("enough", null);

        Status end = answers.await();
        assertThat(end.getCode()).isEqualTo(Status.Code.CANCELLED);
        assertThat(end.getDescription()).contains("enough");
        assertThat(bed.mesh.clusters())
                .allSatisfy(cluster -> assertThat(cluster.endpoints())
                        .allSatisfy(endpoint -> assertThat(endpoint.inFlight()).isZero()));
    }

    @Test
    void cancelsACallThatIsHeldBack() {
        var delay = new Fault.Delay(Duration.ofSeconds(30), 1_000_000);
        bed.publish(GrpcBed.world()
                .subset("v1", a.address())
                .otherwise(to("v1"), HeaderEdits.NONE, new Fault(Optional.of(delay), Optional.empty())));
        Answers answers = new Answers();
        ClientCall<String, String> call = start(EchoServer.UNARY, MethodType.UNARY, answers);
        call.sendMessage("hello");
        call.cancel("enough", null);

        assertThat(answers.await().getCode()).isEqualTo(Status.Code.CANCELLED);
        assertThat(a.seen).isEmpty();
    }

    @Test
    void editsTheTrailersOfAnAnswerWithoutHeaders() {
        HeaderEdits edits = new HeaderEdits(List.of(), List.of(new HeaderEdit.Add("x-answered", "yes")));
        bed.publish(GrpcBed.world().subset("v1", a.address()).otherwise(to("v1"), edits, Fault.NONE));
        a.next.add(EchoServer.failing(Status.NOT_FOUND));
        Answers answers = new Answers();
        ClientCall<String, String> call = start(EchoServer.UNARY, MethodType.UNARY, answers);
        call.request(2);
        call.sendMessage("hello");
        call.halfClose();

        assertThat(answers.await().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(answers.trailers).containsEntry("x-answered", "yes");
    }
}
