package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing.Probing;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks the endpoints of one cluster for their load, and keeps the answers over every change of configuration. */
final class Prober {

    private final LoadProbe probe;
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final ProbePool pool;

    Prober(LoadProbe probe, LongSupplier clock, RandomGenerator random) {
        this.probe = probe;
        this.clock = clock;
        this.random = random;
        this.pool = new ProbePool(random);
    }

    /** Sends a request's share of probes to endpoints drawn by chance. Their answers serve later requests. */
    void ask(Cluster config, Supplier<Slot> drawn, Reuse reuse, Probing rule) {
        int probes = (int) (rule.probesPerRequest() + random.nextDouble());
        for (int i = 0; i < probes; i++) {
            EndpointState state = drawn.get().state();
            if (state.hearing.ask(clock.getAsLong())) {
                probe.ask(config, state.address, answer -> heard(state, answer, reuse, rule));
            }
        }
    }

    private void heard(EndpointState state, LoadAnswer answer, Reuse reuse, Probing rule) {
        long now = clock.getAsLong();
        state.hearing.heard(answer, now);
        if (answer instanceof LoadReport report) {
            pool.add(state, report, reuse, rule, now);
        }
    }

    @Nullable
    EndpointState take(Predicate<EndpointState> usable, Reuse reuse, Probing rule) {
        return pool.take(usable, reuse, rule, clock.getAsLong());
    }
}
