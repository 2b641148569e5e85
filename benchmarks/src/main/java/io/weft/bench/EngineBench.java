package io.weft.bench;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.model.Address;
import io.weft.model.MeshSnapshot;
import io.weft.model.Outcome;
import io.weft.model.RequestHead;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.CallPlan;
import io.weft.runtime.call.CallPlanner;
import io.weft.runtime.call.Then;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The engine's share of a call: route, pick, ejection, retry armed, trace headers. No I/O. */
final class EngineBench {

    private EngineBench() {}

    static void run(Table table) {
        Timer timer = new SimpleMeterRegistry().timer("calls");
        Sample anchor = Sample.of(() -> timer.record(1, java.util.concurrent.TimeUnit.NANOSECONDS));
        table.row("Micrometer Timer.record", anchor.nanos(), anchor.bytes(), 1.0);
        for (int routes : new int[] {10, 1_000, 10_000}) {
            measure(table, anchor, routes, "exact path", new Head("/api/v1/items/" + routes / 2 / 4 * 4));
            measure(table, anchor, routes, "last route", new Head("/other"));
        }
    }

    private static void measure(Table table, Sample anchor, int routes, String what, Head head) {
        List<Address> addresses = IntStream.range(0, 10)
                .mapToObj(i -> new Address("10.0.0." + i, 9080))
                .toList();
        MeshSnapshot snapshot = Meshes.of(routes, addresses);
        RandomGenerator random = new ThreadRandom();
        CallPlanner planner =
                new CallPlanner(new Upstreams(System::nanoTime, random), MeshEvents.NONE, System::nanoTime, random);
        planner.prepare(snapshot);
        Outcome ok = Outcome.ofHttp(200);
        Sample sample = Sample.of(() -> {
            CallPlan plan = (CallPlan) planner.plan(head, snapshot, OptionalLong.empty());
            Attempt attempt = (Attempt) plan.next();
            if (!(plan.finish(attempt, ok, true) instanceof Then.Deliver)) {
                throw new IllegalStateException("a call that succeeds is not tried again");
            }
        });
        table.row(routes + " routes, " + what, sample.nanos(), sample.bytes(), sample.nanos() / anchor.nanos());
    }

    private static final class ThreadRandom implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }

    private record Head(String path) implements RequestHead {

        private static final Map<String, String> HEADERS = Map.of(
                "x-request-id", "7f2b7c1e-6a2c-9a0c-8f6e-1d2c3b4a5f60",
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "accept", "application/json");

        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public String authority() {
            return Meshes.UPSTREAM;
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
        public @Nullable String header(String name) {
            return HEADERS.get(name);
        }

        @Override
        public void forEachHeader(BiConsumer<String, String> consumer) {
            HEADERS.forEach(consumer);
        }

        @Override
        public boolean grpc() {
            return false;
        }
    }
}
