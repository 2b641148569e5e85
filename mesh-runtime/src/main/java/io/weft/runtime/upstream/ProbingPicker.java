package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import io.weft.model.LoadBalancing.Probing;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The least busy by the endpoints' own account. Weights say how often an endpoint is asked, and so bound its share.
 * What cannot be asked keeps its share of requests, so that one old process among new ones is neither flooded nor left
 * out.
 */
final class ProbingPicker implements Picker {

    private final Cluster config;
    private final Probing rule;
    private final Shares shares;
    private final Map<EndpointState, Slot> slots = new HashMap<>();
    private final Reuse reuse;
    private final Prober prober;
    private final Picker fallback;
    private final RandomGenerator random;

    /** @param fallback chooses where too little is known */
    ProbingPicker(Cluster config, Probing rule, Shares shares, Prober prober, Picker fallback, RandomGenerator random) {
        this.config = config;
        this.rule = rule;
        this.shares = shares;
        for (int i = 0; i < shares.size(); i++) {
            slots.put(shares.slot(i).state(), shares.slot(i));
        }
        this.reuse = Reuse.of(rule, slots.size());
        this.prober = prober;
        this.fallback = fallback;
        this.random = random;
    }

    @Override
    public Slot pick(PickArgs args, int again) {
        if (again > 0) {
            return fallback.pick(args, again);
        }
        prober.ask(config, this::draw, reuse, rule);
        Slot drawn = draw();
        if (drawn.state().hearing.deaf()) {
            return idlerOfDeaf(drawn, draw());
        }
        Slot best = best();
        return best == null ? fallback.pick(args, again) : best;
    }

    private Slot draw() {
        return shares.slot(shares.at(random.nextLong(shares.total())));
    }

    private @Nullable Slot best() {
        EndpointState state = prober.take(slots::containsKey, reuse, rule);
        return state == null ? null : slots.get(state);
    }

    private static Slot idlerOfDeaf(Slot drawn, Slot other) {
        boolean idler = other.state().inFlight.get() < drawn.state().inFlight.get();
        return other.state().hearing.deaf() && idler ? other : drawn;
    }
}
