package io.weft.runtime.grpc;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.weft.model.MeshSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many calls at a time while the world changes. */
class GrpcLoadTest {

    private final GrpcBed bed = new GrpcBed();

    @AfterEach
    void close() {
        bed.close();
    }

    /** Calls from four threads until told to stop; what went wrong. */
    private static List<String> load(ManagedChannel channel, Disturbance disturbance) throws Exception {
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            new Thread(() -> {
                        while (!stop.get()) {
                            try {
                                GrpcBed.unary(channel);
                            } catch (StatusRuntimeException e) {
                                failures.add(String.valueOf(e.getStatus()));
                            }
                            calls.incrementAndGet();
                        }
                        done.countDown();
                    })
                    .start();
        }
        while (calls.get() < 200) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        disturbance.run();
        int then = calls.get();
        while (calls.get() < then + 1000) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        stop.set(true);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        return new ArrayList<>(failures);
    }

    interface Disturbance {
        void run() throws Exception;
    }

    @Test
    void losesAHandfulOfCallsWhenAnEndpointDiesAndNoRuleSaysRetry() throws Exception {
        EchoServer doomed = bed.server("doomed");
        bed.route(doomed.address(), bed.server("other").address());
        List<String> failures = load(bed.channel(), doomed::close);
        // Each of the four callers may lose the call on the wire and, before the first refusal is known, one more.
        assertThat(failures).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void losesNoCallWhenAnEndpointDiesAndRetriesAreAllowed() throws Exception {
        EchoServer doomed = bed.server("doomed");
        bed.publish(GrpcBed.world()
                .subset("v1", doomed.address(), bed.server("other").address())
                .otherwise(retrying(
                        to("v1"),
                        retry(
                                2,
                                Optional.empty(),
                                "connect-failure",
                                "refused-stream",
                                "unavailable",
                                "cancelled",
                                "reset"))));
        assertThat(load(bed.channel(), doomed::close)).isEmpty();
    }

    @Test
    void losesNoCallWhileTheConfigurationChanges() throws Exception {
        EchoServer a = bed.server("a");
        EchoServer b = bed.server("b");
        MeshSnapshot first =
                GrpcBed.world().subset("v1", a.address()).otherwise(to("v1")).snapshot();
        MeshSnapshot second =
                GrpcBed.world().subset("v1", b.address()).otherwise(to("v1")).snapshot();
        bed.publish(first);
        List<String> failures = load(bed.channel(), () -> {
            for (int i = 0; i < 200; i++) {
                bed.publish(i % 2 == 0 ? second : first);
                TimeUnit.MILLISECONDS.sleep(5);
            }
        });
        assertThat(failures).isEmpty();
    }

    @Test
    void endsOnceHoweverTheCallerCancels() throws Exception {
        EchoServer a = bed.server("a");
        bed.publish(GrpcBed.world()
                .subset("v1", a.address())
                .otherwise(retrying(to("v1"), retry(3, Optional.empty(), "unavailable"))));
        ManagedChannel channel = bed.channel();
        Random random = new Random(3);
        for (int i = 0; i < 400; i++) {
            for (int n = random.nextInt(3); n > 0; n--) {
                a.next.add(EchoServer.failing(Status.UNAVAILABLE));
            }
            GrpcBed.Answers answers = new GrpcBed.Answers();
            ClientCall<String, String> call =
                    GrpcBed.call(channel, EchoServer.UNARY, MethodType.UNARY, CallOptions.DEFAULT);
            int pause = random.nextInt(2_000_000);
            Thread canceller = new Thread(() -> {
                LockSupport.parkNanos(pause);
                call.cancel("enough", null);
            });
            canceller.start();
            call.start(answers, new Metadata());
            call.request(2);
            try {
                call.sendMessage("hello");
                call.halfClose();
            } catch (IllegalStateException alreadyCancelled) {
                assertThat(alreadyCancelled).hasMessageContaining("cancelled");
            }
            assertThat(answers.await().getCode()).isIn(Status.Code.OK, Status.Code.CANCELLED, Status.Code.UNAVAILABLE);
            canceller.join();
            a.next.clear();
        }
        assertThat(bed.mesh.clusters()).allSatisfy(cluster -> {
            assertThat(cluster.endpoints()).allMatch(endpoint -> endpoint.inFlight() == 0);
            assertThat(List.of(cluster.startRetry(), cluster.startRetry(), cluster.startRetry()))
                    .containsOnly(true);
        });
    }
}
