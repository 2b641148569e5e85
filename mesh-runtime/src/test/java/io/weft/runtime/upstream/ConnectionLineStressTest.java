package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that come and go as fast as they can, with one connection for all of them. */
class ConnectionLineStressTest {

    private static final int ANY = Integer.MAX_VALUE;
    private static final Outcome OK = Outcome.ofHttp(200);

    private final ClusterView view =
            new World().upstreams.view(ConnectionLineTest.cluster(Cluster.Protocol.HTTP1, 1, ANY, ANY, ANY));
    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void letsOneInAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Future<Integer>> most = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            most.add(threads.submit(() -> calls(20_000, inside)));
        }
        for (Future<Integer> thread : most) {
            assertThat(thread.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    private int calls(int count, AtomicInteger inside) throws Exception {
        int most = 0;
        for (int i = 0; i < count; i++) {
            Choice choice = view.pick(PickArgs.FIRST);
            if (choice instanceof Place place) {
                place.turn().get(10, TimeUnit.SECONDS);
                choice = place.pick(PickArgs.FIRST);
            }
            most = Math.max(most, inside.incrementAndGet());
            inside.decrementAndGet();
            ((Pick) choice).done(OK);
        }
        return most;
    }

    /** The last call ends at about the time when the next one comes: a little earlier or later each time. */
    @Test
    void forgetsNobodyWhoComesWhileTheLastCallEnds() throws Exception {
        Random chance = new Random(1);
        AtomicInteger met = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        for (int round = 0; System.nanoTime() < end; round++) {
            Pick last = World.pick(view);
            int early = chance.nextInt(60);
            int late = chance.nextInt(60);
            met.set(0);
            Future<?> ended = threads.submit(() -> {
                meet(met, early);
                last.done(OK);
            });
            meet(met, late);
            Choice next = view.pick(PickArgs.FIRST);
            ended.get(10, TimeUnit.SECONDS);
            if (next instanceof Place place) {
                assertThat(place.turn()).as("the turn in round " + round).isDone();
                next = place.pick(PickArgs.FIRST);
            }
            ((Pick) next).done(OK);
        }
    }

    private static void meet(AtomicInteger met, int spins) {
        met.incrementAndGet();
        while (met.get() < 2) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }
}
