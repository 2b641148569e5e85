package io.weft.runtime.grpc;

import static io.weft.runtime.World.retry;
import static io.weft.runtime.World.retrying;
import static io.weft.runtime.World.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.weft.model.MeshSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
        assertThat(failures).hasSizeLessThanOrEqualTo(4);
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
}
