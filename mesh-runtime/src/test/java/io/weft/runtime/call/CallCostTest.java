package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weft.model.MeshSnapshot;
import io.weft.model.Outcome;
import io.weft.model.RequestHead;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the engine allocates for a call that goes well at once; the JVM counts it to the byte. */
class CallCostTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Calls calls =
            new Calls().route(Calls.to(Calls.V1, Optional.empty(), Calls.retry(2, "connect-failure")));
    private final MeshSnapshot snapshot = calls.snapshot();

    @Test
    void makesLittleGarbage() {
        assertThat(bytes(new Head("an-id"))).isLessThanOrEqualTo(320);
    }

    /** The request id alone takes 80 bytes. */
    @Test
    void makesLittleMoreForTheRequestIdThatIsMissing() {
        assertThat(bytes(new Head(null))).isLessThanOrEqualTo(456);
    }

    private double bytes(RequestHead head) {
        run(head, 30_000);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(head, 30_000);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / 30_000.0;
    }

    private void run(RequestHead head, int times) {
        Outcome ok = Outcome.ofHttp(200);
        for (int i = 0; i < times; i++) {
            CallPlan call = (CallPlan) calls.plan(head, snapshot);
            Then unused = call.finish((Attempt) call.next(), ok, true);
        }
    }

    private record Head(@Nullable String id) implements RequestHead {

        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public String authority() {
            return "reviews:9080";
        }

        @Override
        public int port() {
            return 9080;
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String path() {
            return "/reviews/0";
        }

        @Override
        public @Nullable String header(String name) {
            return name.equals("x-request-id") ? id : null;
        }

        @Override
        public void forEachHeader(BiConsumer<String, String> consumer) {
            if (id != null) {
                consumer.accept("x-request-id", id);
            }
        }

        @Override
        public boolean grpc() {
            return false;
        }
    }
}
