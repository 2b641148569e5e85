package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.model.LoadBalancing.Probing;
import io.weft.model.Outcome;
import io.weft.model.OutlierDetection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a cluster. Changes happen under its lock and raise the epoch; picks only read volatile fields.
 * What a timer would do happens when the next pick finds it due.
 */
final class LiveCluster {

    private static final long NEVER = Long.MAX_VALUE;

    private final LongSupplier clock;
    private final RandomGenerator random;
    private final Optional<ConnectionProbe> probe;
    private final Optional<Prober> prober;
    private final Load load;
    private final Retries retries = new Retries();
    private final AtomicInteger rotation;
    private final OutlierDetector detector;
    private final SlowStart slowStart = new SlowStart();
    private final EndpointStates states = new EndpointStates();
    private volatile ClusterView newest;
    private volatile int epoch;
    private volatile long wakeAt = NEVER;

    LiveCluster(Cluster config, Environment environment) {
        this.clock = environment.clock();
        this.random = environment.random();
        this.probe = environment.connectionProbe();
        this.prober = environment.loadProbe().map(ask -> new Prober(ask, clock, random));
        this.load = new Load(config);
        this.rotation = new AtomicInteger(random.nextInt(Short.MAX_VALUE));
        this.detector = new OutlierDetector(clock.getAsLong());
        this.newest = new ClusterView(config, this, states.slots(config, clock.getAsLong()));
        schedule();
    }

    ClusterView view(Cluster config) {
        ClusterView view = newest;
        return view.isOf(config) ? view : replace(config);
    }

    ClusterView newest() {
        return newest;
    }

    Load load() {
        return load;
    }

    Retries retries() {
        return retries;
    }

    int epoch() {
        return epoch;
    }

    Picker picker(Cluster config, Selection selection) {
        return selection.picker(part -> picker(config, part), random);
    }

    private Picker picker(Cluster config, List<Slot> usable) {
        LoadBalancing policy = config.loadBalancing();
        Shares shares =
                SlowStart.shares(usable, policy.warmup(), policy.warmup().isEmpty() ? 0 : clock.getAsLong());
        Picker picker = Picker.of(policy, shares, load, rotation, random);
        return policy instanceof Probing rule && prober.isPresent()
                ? new ProbingPicker(config, rule, shares, prober.get(), picker, random)
                : picker;
    }

    private ClusterView replace(Cluster config) {
        ClusterView view = adopt(config);
        load.configure(view.config());
        return view;
    }

    private synchronized ClusterView adopt(Cluster config) {
        ClusterView view = newest;
        if (view.isOf(config)) {
            return view;
        }
        view = new ClusterView(config, this, states.slots(config, clock.getAsLong()));
        if (config.outlierDetection().isEmpty()) {
            states.all().forEach(state -> state.ejection.end());
        }
        newest = view;
        epoch++;
        schedule();
        return view;
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
                state.connecting.trying(now + newest.config().connectTimeout().toNanos());
                due.add(state);
            }
        }
        schedule();
        return due;
    }

    private void probe(EndpointState state) {
        probe.ifPresent(
                p -> p.connect(state.address, newest.config().connectTimeout(), accepted -> reached(state, accepted)));
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

    /** A request that found no endpoint. */
    void ended(boolean pending) {
        if (pending) {
            load.notConnected();
        }
        load.requestDone();
    }

    /** The endpoint has nothing more to do for a request. */
    void ended(EndpointState state, boolean pending, boolean kept) {
        boolean idle = state.inFlight.decrementAndGet() == 0;
        if (state.gone && idle) {
            forget(state);
        }
        if (kept && load.tracksConnections()) {
            load.rests();
        }
        ended(pending);
    }

    void learned(EndpointState state, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.CONNECT_FAILURE || outcome.kind() == Outcome.Kind.RESET) {
            load.broke();
        }
        boolean forgotten = state.gone && state.inFlight.get() == 0;
        if (!forgotten
                && outcome.kind() != Outcome.Kind.CANCELLED
                && !knownGood(state, outcome)
                && learn(state, outcome)) {
            probe(state);
        }
    }

    private synchronized void forget(EndpointState state) {
        states.forget(state);
    }

    private boolean knownGood(EndpointState state, Outcome outcome) {
        if (outcome.kind() != Outcome.Kind.ANSWERED || state.connecting.failing()) {
            return false;
        }
        Optional<OutlierDetection> rule = newest.config().outlierDetection();
        return rule.isEmpty() || (Statuses.of(outcome, rule.get()) < 500 && state.ejection.clean());
    }

    /** True if the endpoint's connections are to be checked. */
    private synchronized boolean learn(EndpointState state, Outcome outcome) {
        long now = clock.getAsLong();
        sweep(now);
        int before = state.usability();
        boolean suspect = connection(state, outcome, now);
        newest.config().outlierDetection().ifPresent(rule -> detector.learn(state, outcome, rule, states.all(), now));
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
                    state.connecting.trying(
                            now + newest.config().connectTimeout().toNanos());
                    return true;
                }
            }
            default -> {}
        }
        return false;
    }

    private void sweep(long now) {
        Optional<OutlierDetection> rule = newest.config().outlierDetection();
        boolean back = rule.isPresent() && detector.sweep(states.all(), rule.get(), now);
        boolean warmer =
                slowStart.advance(states.all(), newest.config().loadBalancing().warmup(), now);
        if (back || warmer) {
            epoch++;
        }
    }

    private void schedule() {
        Optional<OutlierDetection> rule = newest.config().outlierDetection();
        long next = slowStart.next(states.all(), newest.config().loadBalancing().warmup());
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
                        slot, newest.config().outlierDetection().map(rule -> detector.endOf(slot.state(), rule) - now)))
                .toList();
    }
}
