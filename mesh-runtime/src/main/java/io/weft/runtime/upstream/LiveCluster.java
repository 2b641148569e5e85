package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing;
import io.weft.model.LoadBalancing.Probing;
import io.weft.model.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What is remembered of a cluster over every change of its configuration. Thread-safe. */
final class LiveCluster {

    private final LongSupplier clock;
    private final RandomGenerator random;
    private final Optional<Prober> prober;
    private final Load load;
    private final Retries retries = new Retries();
    private final Health health;
    private final AtomicInteger rotation;
    private volatile ClusterView newest;

    LiveCluster(Cluster config, Environment environment) {
        this.clock = environment.clock();
        this.random = environment.random();
        this.prober = environment.loadProbe().map(ask -> new Prober(ask, clock, random));
        this.load = new Load(config);
        this.rotation = new AtomicInteger(random.nextInt(Short.MAX_VALUE));
        this.health = new Health(config, environment);
        this.newest = new ClusterView(config, this, health.adopt(config));
    }

    ClusterView view(Cluster config) {
        ClusterView view = newest;
        return view.isOf(config) ? view : replace(config);
    }

    private ClusterView replace(Cluster config) {
        ClusterView view = adopt(config);
        load.configure(view.config());
        return view;
    }

    private synchronized ClusterView adopt(Cluster config) {
        ClusterView view = newest;
        if (!view.isOf(config)) {
            view = new ClusterView(config, this, health.adopt(config));
            newest = view;
        }
        return view;
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

    Health health() {
        return health;
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

    /** A request that found no endpoint. */
    void ended(boolean pending) {
        if (pending) {
            load.notConnected();
        }
        load.requestDone();
    }

    /** The endpoint has nothing more to do for a request. */
    void ended(EndpointState state, boolean pending, boolean kept) {
        health.ended(state);
        if (kept && load.tracksConnections()) {
            load.rests();
        }
        ended(pending);
    }

    void learned(EndpointState state, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.CONNECT_FAILURE || outcome.kind() == Outcome.Kind.RESET) {
            load.broke();
        }
        health.learned(state, outcome);
    }
}
