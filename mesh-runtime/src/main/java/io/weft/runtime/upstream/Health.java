package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.Outcome;
import io.weft.model.OutlierDetection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What calls have taught of a cluster's endpoints. Changes happen under its lock and raise the epoch; picks only read
 * volatile fields. What a timer would do happens when the next pick finds it due.
 */
final class Health {

    private static final long NEVER = Long.MAX_VALUE;

    private final LongSupplier clock;
    private final RandomGenerator random;
    private final Optional<ConnectionProbe> probe;
    private final OutlierDetector detector;
    private final SlowStart slowStart = new SlowStart();
    private final EndpointStates states = new EndpointStates();
    private volatile Cluster config;
    private volatile int epoch;
    private volatile long wakeAt = NEVER;

    Health(Cluster config, Environment environment) {
        this.clock = environment.clock();
        this.random = environment.random();
        this.probe = environment.connectionProbe();
        this.detector = new OutlierDetector(clock.getAsLong());
        this.config = config;
    }

    /** Rises whenever what is usable, or how much of it, has changed. */
    int epoch() {
        return epoch;
    }

    /** From now on these endpoints count, and this is how they are judged. */
    synchronized List<Slot> adopt(Cluster next) {
        config = next;
        List<Slot> slots = states.slots(next, clock.getAsLong());
        if (next.outlierDetection().isEmpty()) {
            states.all().forEach(state -> state.ejection.end());
        }
        epoch++;
        schedule();
        return slots;
    }

    /** Does what has become due. An endpoint whose back-off is over is returned for the caller to try, once. */
    @Nullable
    EndpointState wake() {
        if (wakeAt == NEVER) {
            return null;
        }
        long now = clock.getAsLong();
        if (now < wakeAt) {
            return null;
        }
        List<EndpointState> due = due(now);
        if (probe.isEmpty()) {
            return due.isEmpty() ? null : due.get(0);
        }
        due.forEach(this::probe);
        return null;
    }

    private synchronized List<EndpointState> due(long now) {
        sweep(now);
        List<EndpointState> due = new ArrayList<>();
        for (EndpointState state : states.all()) {
            boolean isDue = state.connecting.failing() && state.connecting.retryAt() <= now;
            if (isDue && (probe.isPresent() || due.isEmpty())) {
                state.connecting.trying(now + config.connectTimeout().toNanos());
                due.add(state);
            }
        }
        schedule();
        return due;
    }

    private void probe(EndpointState state) {
        probe.ifPresent(p -> p.connect(state.address, config.connectTimeout(), accepted -> reached(state, accepted)));
    }

    private synchronized void reached(EndpointState state, boolean accepted) {
        long now = clock.getAsLong();
        if (accepted) {
            reachable(state, now);
            epoch++;
        } else {
            state.connecting.failed(now, random);
        }
        schedule();
    }

    /** One that was down has most likely been restarted, and is cold. */
    private static void reachable(EndpointState state, long now) {
        if (state.connecting.succeeded()) {
            state.begin(now);
        }
    }

    /** The endpoint has nothing more to do for a request. */
    void ended(EndpointState state) {
        boolean idle = state.inFlight.decrementAndGet() == 0;
        if (state.gone && idle) {
            forget(state);
        }
    }

    private synchronized void forget(EndpointState state) {
        states.forget(state);
    }

    void learned(EndpointState state, Outcome outcome) {
        boolean forgotten = state.gone && state.inFlight.get() == 0;
        if (!forgotten
                && outcome.kind() != Outcome.Kind.CANCELLED
                && !knownGood(state, outcome)
                && learn(state, outcome)) {
            probe(state);
        }
    }

    private boolean knownGood(EndpointState state, Outcome outcome) {
        if (outcome.kind() != Outcome.Kind.ANSWERED || state.connecting.failing()) {
            return false;
        }
        Optional<OutlierDetection> rule = config.outlierDetection();
        return rule.isEmpty() || (Statuses.of(outcome, rule.get()) < 500 && state.ejection.clean());
    }

    /** True if the endpoint's connections are to be checked. */
    private synchronized boolean learn(EndpointState state, Outcome outcome) {
        long now = clock.getAsLong();
        sweep(now);
        int before = state.usability();
        boolean suspect = connection(state, outcome, now);
        config.outlierDetection().ifPresent(rule -> detector.learn(state, outcome, rule, states.all(), now));
        if (state.usability() != before) {
            epoch++;
        }
        schedule();
        return suspect;
    }

    private boolean connection(EndpointState state, Outcome outcome, long now) {
        switch (outcome.kind()) {
            case CONNECT_FAILURE -> state.connecting.failed(now, random);
            case ANSWERED, REFUSED_STREAM -> reachable(state, now);
            case RESET -> {
                if (probe.isPresent() && !state.connecting.failing()) {
                    state.connecting.trying(now + config.connectTimeout().toNanos());
                    return true;
                }
            }
            default -> {}
        }
        return false;
    }

    private void sweep(long now) {
        Optional<OutlierDetection> rule = config.outlierDetection();
        boolean back = rule.isPresent() && detector.sweep(states.all(), rule.get(), now);
        boolean warmer = slowStart.advance(states.all(), config.loadBalancing().warmup(), now);
        if (back || warmer) {
            epoch++;
        }
    }

    private void schedule() {
        Optional<OutlierDetection> rule = config.outlierDetection();
        long next = slowStart.next(states.all(), config.loadBalancing().warmup());
        for (EndpointState state : states.all()) {
            if (state.connecting.failing()) {
                next = Math.min(next, state.connecting.retryAt());
            }
            if (rule.isPresent() && state.ejection.active()) {
                next = Math.min(next, detector.endOf(state, rule.get()));
            }
        }
        wakeAt = next;
    }

    /** The slots as they stand now, for display. */
    synchronized List<EndpointView> describe(List<Slot> slots) {
        long now = clock.getAsLong();
        sweep(now);
        return slots.stream()
                .map(slot -> EndpointView.of(
                        slot, config.outlierDetection().map(rule -> detector.endOf(slot.state(), rule) - now)))
                .toList();
    }
}
