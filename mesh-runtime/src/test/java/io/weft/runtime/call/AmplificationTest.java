package io.weft.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.Endpoint;
import io.weft.model.Fault;
import io.weft.model.HeaderEdits;
import io.weft.model.LoadBalancing;
import io.weft.model.Locality;
import io.weft.model.MeshSnapshot;
import io.weft.model.Outcome;
import io.weft.model.Route;
import io.weft.model.RouteMatch;
import io.weft.model.Thresholds;
import io.weft.model.Thresholds.RetryBudget;
import io.weft.model.Upstream;
import io.weft.model.VirtualHost;
import io.weft.runtime.match.SentHead;
import io.weft.runtime.upstream.Upstreams;
import io.weft.spi.MeshEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A chain of four hops, each a process with a mesh of its own and a rule with {@code attempts: 3, retryOn: 5xx}, and
 * what its last service has to bear while it is down.
 */
class AmplificationTest {

    private static final SentHead GET = SentHead.get("reviews:9080/");
    private static final int HOPS = 4;
    private static final int OFFERED = 2_000;

    private final List<CallPlanner> hops = new ArrayList<>();
    private final AtomicInteger load = new AtomicInteger();
    private volatile int status = 503;
    private MeshSnapshot snapshot = snapshot(RetryBudget.DEFAULT);

    AmplificationTest() {
        for (int hop = 0; hop < HOPS; hop++) {
            Random random = new Random(hop);
            hops.add(new CallPlanner(
                    new Upstreams(System::nanoTime, random), MeshEvents.NONE, System::nanoTime, random));
        }
    }

    private static MeshSnapshot snapshot(RetryBudget budget) {
        int any = Integer.MAX_VALUE;
        Cluster cluster = new Cluster(
                Calls.V1,
                Cluster.Protocol.HTTP1,
                List.of(
                        new Endpoint(new Address("10.0.0.1", 9080), 1, 0, Locality.UNKNOWN, Map.of()),
                        new Endpoint(new Address("10.0.0.2", 9080), 1, 0, Locality.UNKNOWN, Map.of())),
                new LoadBalancing.LeastRequest(2),
                Optional.empty(),
                0,
                new Thresholds(any, any, any, any, budget),
                Duration.ofSeconds(10),
                "reviews",
                "",
                "");
        var action = Calls.to(Calls.V1, Optional.empty(), Calls.retry(3, "5xx"));
        Route route = new Route("", RouteMatch.ANY, action, HeaderEdits.NONE, Fault.NONE, "");
        return new MeshSnapshot(
                "1",
                Map.of("reviews:9080", new Upstream.Known(new VirtualHost("reviews", List.of(route)))),
                Map.of(Calls.V1, cluster));
    }

    /** What the service behind a hop answers; it answers 503 if its own call fails. */
    private int call(int hop) {
        if (hop == HOPS) {
            load.incrementAndGet();
            return status;
        }
        CallPlan call = (CallPlan) hops.get(hop).plan(GET, snapshot, OptionalLong.empty());
        while (true) {
            int answer = call(hop + 1);
            Then then = call.finish((Attempt) call.next(), Outcome.ofHttp(answer), true);
            if (then instanceof Then.Deliver) {
                return answer;
            }
        }
    }

    private int offer(int calls, int callers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        AtomicInteger good = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < calls / callers; i++) {
                    good.addAndGet(call(0) == 200 ? 1 : 0);
                }
            }));
        }
        for (Future<?> one : all) {
            one.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        return good.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void aServiceThatIsDownBearsLittleMoreThanItWasOffered(int callers) throws Exception {
        offer(OFFERED, callers);
        assertThat(load.get()).isBetween(OFFERED, OFFERED * 12 / 10);
    }

    @Test
    void ofABudgetAloneItWouldBearManyTimesAsMuch() throws Exception {
        snapshot = snapshot(new RetryBudget(20, 3));
        offer(OFFERED, 1);
        assertThat(load.get()).isGreaterThan(OFFERED * 50);
    }

    @Test
    void retriesAgainOnceTheServiceIsBack() throws Exception {
        offer(OFFERED, 1);
        status = 200;
        assertThat(offer(500, 1)).isEqualTo(500);
        load.set(0);
        status = 503;
        call(0);
        assertThat(load.get()).isGreaterThan(3);
    }
}
