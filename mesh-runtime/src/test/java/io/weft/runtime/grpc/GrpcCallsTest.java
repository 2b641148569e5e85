package io.weft.runtime.grpc;

import static io.weft.runtime.World.rewriting;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.model.Address;
import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.model.Rewrite;
import io.weft.runtime.MeshMode;
import io.weft.runtime.MeshOptions;
import io.weft.runtime.World;
import io.weft.runtime.call.Header;
import io.weft.runtime.call.TraceContext;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcCallsTest {

    private final GrpcBed bed = new GrpcBed();

    @AfterEach
    void close() {
        bed.close();
    }

    private static Status failure(Runnable call) {
        StatusRuntimeException thrown = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(thrown).isNotNull();
        return thrown.getStatus();
    }

    private static Address deadEnd() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new Address("127.0.0.1", socket.getLocalPort());
        }
    }

    @Test
    void passesUnknownHostsThroughToDns() {
        EchoServer server = bed.server("local");
        assertThat(GrpcBed.unary(bed.channel("localhost:" + server.address().port())))
                .isEqualTo("local");
        assertThat(GrpcBed.unary(
                        bed.channel("mesh:///127.0.0.1:" + server.address().port())))
                .isEqualTo("local");
        assertThat(server.authorities)
                .first()
                .isEqualTo("localhost:" + server.address().port());
    }

    @Test
    void leavesExplicitDnsAlone() {
        EchoServer server = bed.server("local");
        assertThat(GrpcBed.unary(
                        bed.channel("dns:///localhost:" + server.address().port())))
                .isEqualTo("local");
        assertThat(bed.source.current().upstreams()).isEmpty();
    }

    @Test
    void saysThatAnUnknownHostDoesNotResolve() {
        Status status = failure(() -> GrpcBed.unary(bed.channel("no-such-host.invalid:80")));
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).contains("no-such-host.invalid");
    }

    @Test
    void servesSeveralTargetsInOneProcess() {
        bed.route(bed.server("reviews").address());
        EchoServer other = bed.server("other");
        EchoServer third = bed.server("third");
        ManagedChannel reviews = bed.channel();
        ManagedChannel second = bed.channel("localhost:" + other.address().port());
        ManagedChannel last = bed.channel("dns:///localhost:" + third.address().port());
        for (int i = 0; i < 3; i++) {
            assertThat(GrpcBed.unary(reviews)).isEqualTo("reviews");
            assertThat(GrpcBed.unary(second)).isEqualTo("other");
            assertThat(GrpcBed.unary(last)).isEqualTo("third");
        }
    }

    @Test
    void rewritesAuthorityAndMethod() {
        EchoServer server = bed.server("a");
        Rewrite rewrite =
                new Rewrite(Optional.of("/shop.Cart/Rewritten"), Optional.empty(), Optional.of("ratings.example"));
        bed.publish(GrpcBed.world()
                .subset("v1", server.address())
                .whenPath("/" + EchoServer.UNARY, rewriting(to("v1"), rewrite)));

        assertThat(GrpcBed.unary(bed.channel())).isEqualTo("rewritten");
        assertThat(server.methods).containsExactly("shop.Cart/Rewritten");
        assertThat(server.authorities).containsExactly("ratings.example");
    }

    @Test
    void tellsTheEndpointHowMuchTimeIsLeft() {
        EchoServer server = bed.server("a");
        bed.publish(GrpcBed.world()
                .subset("v1", server.address())
                .otherwise(World.within(to("v1"), Duration.ofMillis(400))));
        GrpcBed.unary(bed.channel());
        String timeout = server.seen.get(0).getOrDefault("grpc-timeout", "");
        assertThat(timeout).matches("[1-3]\\d{5}u|[1-3]\\d\\dm|\\d{9}n");
    }

    @Test
    void endsAtTheCallersOwnDeadline() {
        EchoServer server = bed.server("a");
        server.next.add(EchoServer.late(2000));
        bed.route(server.address());
        ManagedChannel channel = bed.channel();
        long start = System.nanoTime();
        Status status = failure(() ->
                GrpcBed.unary(channel, CallOptions.DEFAULT.withDeadlineAfter(200, TimeUnit.MILLISECONDS), "hello"));
        assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofMillis(1500).toNanos());
    }

    @Test
    void abortsWithTheRulesOwnStatus() {
        EchoServer server = bed.server("a");
        var abort = new Fault.Abort(Optional.empty(), Optional.of(8), 1_000_000);
        bed.publish(GrpcBed.world()
                .subset("v1", server.address())
                .otherwise(to("v1"), HeaderEdits.NONE, new Fault(Optional.empty(), Optional.of(abort))));
        Status status = failure(() -> GrpcBed.unary(bed.channel()));
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription()).startsWith("fault filter abort");
    }

    @Test
    void tellsWhatFailed() throws Exception {
        Address dead = deadEnd();
        bed.route(dead);
        Status status = failure(() -> GrpcBed.unary(bed.channel()));
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription())
                .contains("reviews", "(UF)", "default", "v1", dead.toString())
                .contains("remote connection failure");
        assertThat(status.getCause()).hasRootCauseInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void waitsForReadyUntilAnEndpointCanBeReached() throws Exception {
        bed.route(deadEnd());
        EchoServer server = bed.server("late");
        ManagedChannel channel = bed.channel();
        Thread later = new Thread(() -> {
            sleep(500);
            bed.route(server.address());
        });
        later.start();
        assertThat(GrpcBed.unary(channel, CallOptions.DEFAULT.withWaitForReady(), "hello"))
                .isEqualTo("late");
        later.join();
    }

    @Test
    void followsAnEndpointThatRestarts() throws Exception {
        int port;
        try (EchoServer first = new EchoServer("first")) {
            bed.route(first.address(), bed.server("other").address());
            port = first.address().port();
            ManagedChannel channel = bed.channel();
            assertThat(GrpcBed.unary(channel) + GrpcBed.unary(channel)).contains("first");
        }
        ManagedChannel channel = bed.channel();
        int failed = 0;
        for (int i = 0; i < 200; i++) {
            try {
                GrpcBed.unary(channel);
            } catch (StatusRuntimeException e) {
                failed++;
            }
        }
        assertThat(failed).isLessThanOrEqualTo(1);
        try (EchoServer again = new EchoServer("again", port)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (!GrpcBed.unary(channel).equals("again")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                sleep(20);
            }
        }
    }

    @Test
    void leavesEverythingToTheSidecar() {
        bed.mesh.close();
        try (EchoServer envoy = new EchoServer("envoy");
                GrpcBed beside = new GrpcBed(MeshOptions.DEFAULT.withSidecar(envoy.address()));
                TraceContext.Scope scope = new TraceContext(List.of(new Header("x-request-id", "r-9"))).open()) {
            beside.mesh.use(MeshMode.SIDECAR);
            assertThat(GrpcBed.unary(beside.channel())).isEqualTo("envoy");
            assertThat(envoy.authorities).containsExactly(World.UPSTREAM);
            assertThat(envoy.seen.get(0)).containsEntry("x-request-id", "r-9");
        }
    }

    @Test
    void callsAsWithoutAMeshWhenSwitchedOff() {
        EchoServer server = bed.server("local");
        ManagedChannel channel = bed.channel("localhost:" + server.address().port());
        bed.mesh.use(MeshMode.OFF);
        assertThat(GrpcBed.unary(channel)).isEqualTo("local");
        assertThat(bed.source.current().upstreams()).isEmpty();
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
