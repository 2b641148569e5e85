package io.weft.runtime.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Cluster;
import io.weft.model.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order: no cap is exceeded, nobody is passed over, nothing leaks. */
class ConnectionLinePropertyTest {

    private static final Outcome[] ENDS = {
        Outcome.ofHttp(200), Outcome.ofHttp(503), Outcome.of(Outcome.Kind.CANCELLED), Outcome.of(Outcome.Kind.RESET)
    };

    /** One cluster and all that is under way to it. */
    private static final class Schedule {

        final Random chance;
        final int connections;
        final int pending;
        final int requests;
        final ClusterView view;
        final List<Pick> picks = new ArrayList<>();
        final List<Runnable> bodies = new ArrayList<>();
        final Deque<Place> line = new ArrayDeque<>();

        Schedule(int seed) {
            chance = new Random(seed);
            connections = 1 + chance.nextInt(4);
            pending = 1 + chance.nextInt(5);
            requests = chance.nextBoolean() ? 1 + chance.nextInt(5) : Integer.MAX_VALUE;
            view = new World()
                    .upstreams.view(ConnectionLineTest.cluster(
                            Cluster.Protocol.HTTP1, connections, pending, requests, Integer.MAX_VALUE));
        }

        void step() {
            switch (chance.nextInt(6)) {
                case 0, 1 -> arrive();
                case 2 -> some(picks).forEach(Pick::connected);
                case 3 -> some(picks).forEach(this::end);
                case 4 ->
                    some(bodies).forEach(body -> {
                        bodies.remove(body);
                        body.run();
                    });
                default -> some(new ArrayList<>(line)).forEach(this::giveUp);
            }
            takeTurns();
        }

        private <T> List<T> some(List<T> all) {
            return all.isEmpty() ? List.of() : List.of(all.get(chance.nextInt(all.size())));
        }

        private void arrive() {
            Choice choice = view.pick(PickArgs.FIRST);
            if (choice instanceof Pick pick) {
                assertThat(line).as("nobody overtakes the line").isEmpty();
                picks.add(pick);
            } else if (choice instanceof Place place) {
                line.add(place);
            }
        }

        private void end(Pick pick) {
            picks.remove(pick);
            if (chance.nextInt(4) == 0) {
                bodies.add(pick.hold());
            }
            if (chance.nextBoolean()) {
                pick.kept();
            }
            pick.done(ENDS[chance.nextInt(ENDS.length)]);
        }

        private void giveUp(Place place) {
            line.remove(place);
            place.leave();
        }

        private void takeTurns() {
            while (!line.isEmpty() && line.peek().turn().isDone()) {
                picks.add((Pick) line.remove().pick(PickArgs.FIRST));
            }
            assertThat(line).noneMatch(place -> place.turn().isDone());
        }

        void check() {
            int busy = picks.size() + bodies.size();
            assertThat(busy).isLessThanOrEqualTo(Math.min(connections, requests));
            assertThat(line.size()).isLessThanOrEqualTo(pending);
            assertThat(line.isEmpty() || busy == Math.min(connections, requests))
                    .as("nobody waits for nothing")
                    .isTrue();
            assertThat(view.endpoints().stream()
                            .mapToInt(EndpointView::inFlight)
                            .sum())
                    .isEqualTo(busy);
        }

        void finish() {
            while (!picks.isEmpty() || !bodies.isEmpty() || !line.isEmpty()) {
                List.copyOf(picks).forEach(this::end);
                List.copyOf(bodies).forEach(Runnable::run);
                bodies.clear();
                takeTurns();
            }
            check();
            for (int i = 0; i < Math.min(Math.min(connections, requests), pending); i++) {
                arrive();
            }
            assertThat(picks)
                    .as("all places are free again")
                    .hasSize(Math.min(Math.min(connections, requests), pending));
        }
    }

    @Test
    void holdsItsCapsInAnyOrderOfEvents() {
        for (int seed = 0; seed < 400; seed++) {
            Schedule schedule = new Schedule(seed);
            for (int i = 0; i < 300; i++) {
                schedule.step();
                schedule.check();
            }
            schedule.finish();
        }
    }

    @Test
    void holdsItsCapsAmongThreads() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            int connections = 1 + seed % 4;
            Upstreams upstreams = new Upstreams(System::nanoTime, new Random(seed));
            ClusterView view = upstreams.view(ConnectionLineTest.cluster(
                    Cluster.Protocol.HTTP1, connections, 6, Integer.MAX_VALUE, Integer.MAX_VALUE));
            AtomicInteger busy = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<Void>> ends = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                Random chance = new Random(seed * 100L + thread);
                ends.add(threads.submit((Callable<Void>) () -> {
                    for (int i = 0; i < 500; i++) {
                        call(view, chance, busy, most);
                    }
                    return null;
                }));
            }
            for (Future<Void> end : ends) {
                end.get(30, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(most.get()).isLessThanOrEqualTo(connections);
            assertThat(view.endpoints()).allMatch(endpoint -> endpoint.inFlight() == 0);
            for (int i = 0; i < connections; i++) {
                assertThat(view.pick(PickArgs.FIRST)).isInstanceOf(Pick.class);
            }
        }
    }

    private static void call(ClusterView view, Random chance, AtomicInteger busy, AtomicInteger most) throws Exception {
        Choice choice = view.pick(PickArgs.FIRST);
        if (choice instanceof Place place) {
            try {
                place.turn().get(chance.nextInt(200), TimeUnit.MICROSECONDS);
            } catch (TimeoutException e) {
                place.leave();
                return;
            }
            choice = place.pick(PickArgs.FIRST);
        }
        if (choice instanceof Pick pick) {
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            if (chance.nextBoolean()) {
                pick.connected();
                Thread.yield();
            }
            busy.decrementAndGet();
            pick.done(ENDS[chance.nextInt(ENDS.length)]);
        }
    }
}
