package io.weft.runtime.grpc;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.model.Guard;
import io.weft.runtime.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that say when to try again, in {@code grpc-retry-pushback-ms}. */
class GrpcPushbackTest {

    private final GrpcBed bed = new GrpcBed();
    private final EchoServer a = bed.server("a");
    private final EchoServer b = bed.server("b");
    private final EchoServer c = bed.server("c");

    @AfterEach
    void close() {
        bed.close();
    }

    private static EchoServer.Behaviour unavailable(String pushback) {
        return (call, headers) -> {
            Metadata trailers = new Metadata();
            trailers.put(Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER), pushback);
            call.close(Status.UNAVAILABLE, trailers);
            return false;
        };
    }

    private ManagedChannel retrying() {
        bed.publish(GrpcBed.world()
                .subset("v1", a.address(), b.address())
                .otherwise(World.retrying(to("v1"), retry(3, Optional.empty(), "unavailable"))));
        return bed.channel();
    }

    private int calls() {
        return a.seen.size() + b.seen.size() + c.seen.size();
    }

    @Test
    void theRetryWaitsAsLongAsTheServerWants() {
        a.next.add(unavailable("300"));
        b.next.add(unavailable("300"));
        ManagedChannel channel = retrying();
        long start = System.nanoTime();

        assertThat(GrpcBed.unary(channel)).isIn("a", "b");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(600));
        assertThat(calls()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "", "99999999999"})
    void thereIsNoRetryIfTheServerWantsNone(String pushback) {
        a.next.add(unavailable(pushback));
        b.next.add(unavailable(pushback));
        ManagedChannel channel = retrying();

        assertThatThrownBy(() -> GrpcBed.unary(channel))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        assertThat(calls()).isEqualTo(1);
    }

    /** Hedges after 300 ms. Whichever of three endpoints is asked first does the first of these, and so on. */
    private ManagedChannel hedging(EchoServer.Behaviour... inTurn) {
        Queue<EchoServer.Behaviour> turns = new ConcurrentLinkedQueue<>(List.of(inTurn));
        for (EchoServer server : List.of(a, b, c)) {
            server.next.add(
                    (call, headers) -> Objects.requireNonNull(turns.poll()).on(call, headers));
        }
        Guard guard = new Guard(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Guard.Hedging(Duration.ofMillis(300), 2)),
                List.of(),
                "");
        bed.publish(GrpcBed.world()
                .subset("v1", a.address(), b.address(), c.address())
                .guarded("v1", guard)
                .otherwise(to("v1")));
        return bed.channel();
    }

    @Test
    void theNextHedgeWaitsAsLongAsTheServerWants() {
        ManagedChannel channel = hedging(EchoServer.late(4_000), unavailable("900"), EchoServer.Behaviour.GOOD);
        long start = System.nanoTime();

        assertThat(GrpcBed.unary(channel)).isIn("a", "b", "c");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(1_200), Duration.ofMillis(3_900));
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void thereAreNoMoreHedgesIfTheServerWantsNone() {
        ManagedChannel channel = hedging(EchoServer.late(1_500), unavailable("-1"));

        assertThat(GrpcBed.unary(channel)).isIn("a", "b", "c");

        assertThat(calls()).isEqualTo(2);
    }
}
