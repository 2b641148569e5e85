package io.weft.runtime.upstream;

import io.weft.model.LoadBalancing.Warmup;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Envoy's slow start: the weights of endpoints that are new. Envoy works a weight out whenever it picks; here time goes
 * in hundredths of the window, and weights are the same within one. Used under the lock of {@link Health}.
 */
final class SlowStart {

    private static final int STEPS = 100;
    private static final double SECOND = 1e9;
    /** Weights are whole numbers; this leaves them room to be small. */
    private static final int UNIT = 1_000;

    /** Up to when the weights are known to those who pick; at first of no time, and clocks may begin below zero. */
    private long shown = Long.MIN_VALUE;

    /** True if weights have changed since the last call that said so. */
    boolean advance(Collection<EndpointState> cluster, Optional<Warmup> rule, long now) {
        boolean changed = rule.isPresent() && now >= next(cluster, rule);
        if (changed) {
            shown = now;
        }
        return changed;
    }

    /** When weights change next. */
    long next(Collection<EndpointState> cluster, Optional<Warmup> rule) {
        if (rule.isPresent()) {
            long window = rule.get().window().toNanos();
            for (EndpointState state : cluster) {
                if (!state.gone && state.since() + window > shown) {
                    return shown + Math.max(1, window / STEPS);
                }
            }
        }
        return Long.MAX_VALUE;
    }

    static Shares shares(List<Slot> slots, Optional<Warmup> rule, long now) {
        return rule.isEmpty()
                ? Shares.of(slots)
                : Shares.of(
                        slots,
                        slot -> Math.max(1, (long) (slot.endpoint().weight()
                                * UNIT
                                * share(rule.get(), now - slot.state().since()))));
    }

    /** What an endpoint of this age has of its weight. */
    static double share(Warmup rule, long age) {
        double window = rule.window().toNanos();
        if (age >= window) {
            return 1;
        }
        double grown = Math.pow(Math.max(age, SECOND) / window, 1 / rule.aggression());
        return Math.min(1, Math.max(rule.minimumPercent() / 100, grown));
    }
}
