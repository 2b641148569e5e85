package io.weft.runtime.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.weft.model.Address;
import io.weft.model.MeshSnapshot;
import io.weft.model.UpstreamTls;
import io.weft.runtime.World;
import io.weft.runtime.load.ServerLoad;
import io.weft.runtime.tls.Certificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Balancing by probing over gRPC: real servers that tell their load, and some that don't. */
class GrpcProbingTest {

    private static final int CALLS = 300;

    private final GrpcBed bed = new GrpcBed();
    private final ServerLoad much = new ServerLoad(System::nanoTime);

    @AfterEach
    void close() {
        bed.close();
    }

    private EchoServer busy(ServerCredentials credentials) {
        for (int i = 0; i < 20; i++) {
            Runnable unused = much.begin();
        }
        return bed.telling("busy", much, credentials);
    }

    private EchoServer idle(ServerCredentials credentials) {
        return bed.telling("idle", new ServerLoad(System::nanoTime), credentials);
    }

    private static MeshSnapshot to(EchoServer... servers) {
        return World.probing(GrpcBed.world()
                .subset("v1", List.of(servers).stream().map(EchoServer::address).toArray(Address[]::new))
                .otherwise(World.to("v1"))
                .snapshot());
    }

    private static long atBusy(Channel channel) {
        return IntStream.range(0, CALLS)
                .filter(i -> GrpcBed.unary(channel).equals("busy"))
                .count();
    }

    /** The first answers may be late: much is being loaded, and connections are being made. */
    private static void awaitReports(Channel channel) throws Exception {
        await(() -> IntStream.range(0, 20).allMatch(i -> GrpcBed.unary(channel).equals("idle")));
    }

    @Test
    void callsTheOneThatIsIdleByItsOwnAccount() throws Exception {
        bed.publish(to(busy(InsecureServerCredentials.create()), idle(InsecureServerCredentials.create())));
        Channel channel = bed.channel();
        awaitReports(channel);
        assertThat(atBusy(channel)).isLessThan(CALLS / 10);
    }

    @Test
    void asksOverTheConnectionsThatCallsHave() throws Exception {
        EchoServer busy = busy(InsecureServerCredentials.create());
        EchoServer idle = idle(InsecureServerCredentials.create());
        bed.publish(to(busy, idle));
        awaitReports(bed.channel());
        assertThat(List.of(busy.connections.get(), idle.connections.get())).containsExactly(1, 1);
    }

    @Test
    void asksOverTheTlsOfARule(@TempDir Path folder) throws Exception {
        Certificates.Pair server = Certificates.make(folder, "server", "dns:reviews");
        ServerCredentials secret = TlsServerCredentials.create(
                server.certificate().toFile(), server.key().toFile());
        UpstreamTls tls = server.trusted();
        EchoServer busy = busy(secret);
        EchoServer idle = idle(secret);
        bed.publish(World.secured(to(busy, idle), tls, "rules.yaml:7"));
        Channel channel = bed.channel();
        awaitReports(channel);
        assertThat(atBusy(channel)).isLessThan(CALLS / 10);
        assertThat(List.of(busy.connections.get(), idle.connections.get())).containsExactly(1, 1);
    }

    /** Of two endpoints drawn from two, the one with more calls under way is taken only if it is drawn twice. */
    @Test
    void goesByLeastRequestWhereTheMethodIsUnknown() throws Exception {
        EchoServer busy = bed.server("busy");
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger held = new AtomicInteger();
        bed.publish(to(busy, bed.server("idle")));
        Channel channel = bed.channel();
        busy.during = () -> {
            held.incrementAndGet();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<Thread> callers = new ArrayList<>();
        await(() -> {
            Thread caller = new Thread(() -> GrpcBed.unary(channel));
            callers.add(caller);
            caller.start();
            return held.get() >= 10;
        });
        busy.during = () -> {};
        assertThat(atBusy(channel)).isBetween(CALLS * 10L / 100, CALLS * 38L / 100);
        done.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
