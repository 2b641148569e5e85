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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The engine's share of a call: route, pick, ejection, retry armed, trace headers. No I/O. */
final class EngineBench {

    private static final String NO_USER = "";

    private EngineBench() {}

    static void run(Table table) {
        Timer timer = new SimpleMeterRegistry().timer("calls");
        List<String> names = new ArrayList<>(List.of("Micrometer Timer.record"));
        List<Runnable> calls = new ArrayList<>(List.of(() -> timer.record(1, TimeUnit.NANOSECONDS)));
        for (int routes : new int[] {10, 1_000, 10_000}) {
            MeshSnapshot snapshot = snapshot(routes);
            requests(routes).forEach((what, head) -> {
                names.add(String.format(Locale.ROOT, "%,d routes, %s", routes, what));
                calls.add(call(snapshot, head));
            });
        }
        List<Sample> samples = Sample.of(calls);
        int kinds = (calls.size() - 1) / 3;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            double few = i == 0 ? Double.NaN : samples.get(1 + (i - 1) % kinds).nanos();
            double anchor = samples.get(0).nanos();
            table.row(names.get(i), sample.nanos(), sample.bytes(), sample.nanos() / anchor, sample.nanos() / few);
        }
    }

    /** A request for a route of each kind, of those in the middle of the table. */
    private static Map<String, Head> requests(int routes) {
        int middle = routes / 2 / 4 * 4;
        Map<String, Head> requests = new LinkedHashMap<>();
        requests.put("exact path", new Head("/api/v1/items/" + middle, NO_USER));
        requests.put("prefix", new Head("/static/" + (middle + 1) + "/x.css", NO_USER));
        requests.put("header", new Head("/other", "user" + (middle + 2)));
        requests.put("regex", new Head("/r" + (middle + 3) + "/abc", NO_USER));
        requests.put("none but the last", new Head("/other", "nobody"));
        return requests;
    }

    /** Over a planner and a cluster of its own. */
    static Runnable anyCall() {
        return call(snapshot(1_000), new Head("/api/v1/items/500", NO_USER));
    }

    private static MeshSnapshot snapshot(int routes) {
        return Meshes.of(
                routes,
                IntStream.range(0, 10)
                        .mapToObj(i -> new Address("10.0.0." + i, 9080))
                        .toList());
    }

    private static Runnable call(MeshSnapshot snapshot, Head head) {
        RandomGenerator random = new ThreadRandom();
        CallPlanner planner =
                new CallPlanner(new Upstreams(System::nanoTime, random), MeshEvents.NONE, System::nanoTime, random);
        planner.prepare(snapshot);
        Outcome ok = Outcome.ofHttp(200);
        return () -> {
            CallPlan plan = (CallPlan) planner.plan(head, snapshot, OptionalLong.empty());
            Attempt attempt = (Attempt) plan.next();
            if (!(plan.finish(attempt, ok, true) instanceof Then.Deliver)) {
                throw new IllegalStateException("a call that succeeds is not tried again");
            }
        };
    }

    private static final class ThreadRandom implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }

    private record Head(String path, String user) implements RequestHead {

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
            return name.equals("end-user") && !user.isEmpty() ? user : HEADERS.get(name);
        }

        @Override
        public void forEachHeader(BiConsumer<String, String> consumer) {
            HEADERS.forEach(consumer);
            if (!user.isEmpty()) {
                consumer.accept("end-user", user);
            }
        }

        @Override
        public boolean grpc() {
            return false;
        }
    }
}
