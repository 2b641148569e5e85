package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.LoadBalancing;
import io.weft.model.Outcome;
import io.weft.model.Thresholds;
import io.weft.model.Thresholds.RetryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** retryBudget (percent, minRetryConcurrency) and maxRetries. */
class RetryBudgetTest {

    private static final int ANY = Integer.MAX_VALUE;

    private static ClusterView view(int maxRetries, RetryBudget budget) {
        Thresholds thresholds = new Thresholds(ANY, ANY, ANY, maxRetries, budget);
        World world = new World();
        return world.upstreams.view(
                World.cluster(World.endpoints("a"), new LoadBalancing.Random(), Optional.empty(), 0, thresholds));
    }

    private static int granted(ClusterView view) {
        int granted = 0;
        while (granted < 1000 && view.startRetry()) {
            granted++;
        }
        return granted;
    }

    @Test
    void takesARulesWordForTheShareAndTheFloor() {
        ClusterView view = view(ANY, new RetryBudget(25, 2));
        assertThat(granted(view)).isEqualTo(2);
        for (int i = 0; i < 40; i++) {
            World.pick(view);
        }
        assertThat(granted(view)).isEqualTo(8);
    }

    @Test
    void hasNoBudgetWhereMaxRetriesIsWritten() {
        assertThat(granted(view(7, RetryBudget.UNLIMITED))).isEqualTo(7);
    }

    @Test
    void neverExceedsTheBudgetUnderAnySchedule() {
        for (int seed = 0; seed < 300; seed++) {
            Random chance = new Random(seed);
            RetryBudget budget = new RetryBudget(chance.nextInt(101), chance.nextInt(5), chance.nextBoolean());
            int maxRetries = chance.nextBoolean() ? ANY : chance.nextInt(6);
            ClusterView view = view(maxRetries, budget);
            List<Pick> active = new ArrayList<>();
            int retries = 0;
            for (int i = 0; i < 400; i++) {
                int step = chance.nextInt(5);
                if (step < 2) {
                    active.add(World.pick(view));
                } else if (step == 2 && !active.isEmpty()) {
                    active.remove(chance.nextInt(active.size())).done(Outcome.ofHttp(503));
                    view.attempted(chance.nextInt(3) > 0);
                } else if (step == 3 && retries > 0) {
                    view.retryDone();
                    retries--;
                } else if (view.startRetry()) {
                    retries++;
                    double share = budget.percent() / 100 * active.size();
                    assertThat((double) retries)
                            .isLessThanOrEqualTo(Math.min(maxRetries, Math.max(budget.minConcurrency(), share)));
                }
            }
        }
    }

    @Test
    void neverExceedsTheBudgetAmongThreads() throws Exception {
        ClusterView view = view(ANY, new RetryBudget(0, 3));
        AtomicInteger retries = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    if (view.startRetry()) {
                        most.accumulateAndGet(retries.incrementAndGet(), Math::max);
                        retries.decrementAndGet();
                        view.retryDone();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(granted(view)).isEqualTo(3);
    }

    @Test
    void stopsRetryingWhileEveryAttemptFailsAndBeginsAgainWithTheFirstSuccesses() {
        ClusterView view = view(ANY, RetryBudget.DEFAULT);
        for (int i = 0; i < 49; i++) {
            view.attempted(true);
        }
        assertThat(view.startRetry()).isTrue();
        view.attempted(true);
        assertThat(view.startRetry()).isFalse();
        view.attempted(false);
        assertThat(view.startRetry()).isTrue();
    }

    @Test
    void keepsRetryingWhileHalfOfTheAttemptsFail() {
        ClusterView view = view(ANY, RetryBudget.DEFAULT);
        Random chance = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            view.attempted(chance.nextBoolean());
            assertThat(view.startRetry()).isTrue();
            view.retryDone();
        }
    }
}
