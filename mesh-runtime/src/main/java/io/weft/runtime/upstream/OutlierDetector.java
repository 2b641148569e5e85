package io.weft.runtime.upstream;

import io.weft.model.Outcome;
import io.weft.model.OutlierDetection;
import java.util.Collection;

/**
 * Envoy's outlier detection for one cluster. Envoy sweeps by a timer; here the sweeps that have become due are made up
 * for when somebody looks, with the same result. Used under the lock of {@link Health}.
 */
final class OutlierDetector {

    private final long start;
    private long lastSweep;

    OutlierDetector(long start) {
        this.start = start;
        this.lastSweep = start;
    }

    /** Learns an outcome; true if it ejected the endpoint. */
    boolean learn(
            EndpointState state, Outcome outcome, OutlierDetection rule, Collection<EndpointState> cluster, long now) {
        if (!state.ejection.completesRow(outcome, rule) || !withinCap(cluster, rule)) {
            return false;
        }
        state.ejection.begin(now, rule);
        return true;
    }

    private static boolean withinCap(Collection<EndpointState> cluster, OutlierDetection rule) {
        int all = 0;
        int ejected = 0;
        for (EndpointState state : cluster) {
            if (!state.gone) {
                all++;
                ejected += state.ejection.active() ? 1 : 0;
            }
        }
        return 100.0 * (ejected + 1) / all <= Math.min(100, rule.maxEjectionPercent());
    }

    /** Makes up for the sweeps since the last call; true if an endpoint came back. */
    boolean sweep(Collection<EndpointState> cluster, OutlierDetection rule, long now) {
        boolean changed = false;
        for (EndpointState state : cluster) {
            long healthySince = lastSweep;
            if (state.ejection.active()) {
                long end = endOf(state, rule);
                if (end > now) {
                    continue;
                }
                state.ejection.end();
                changed = true;
                healthySince = end;
            }
            state.ejection.healthyIntervals(sweepsUntil(now, rule) - sweepsUntil(healthySince, rule));
        }
        lastSweep = now;
        return changed;
    }

    /** The sweep that ends the endpoint's ejection. */
    long endOf(EndpointState state, OutlierDetection rule) {
        long interval = interval(rule);
        long ends = Math.max(state.ejection.endsAt(rule), lastSweep) - start;
        return start + Math.floorDiv(ends + interval - 1, interval) * interval;
    }

    private long sweepsUntil(long now, OutlierDetection rule) {
        return (now - start) / interval(rule);
    }

    private static long interval(OutlierDetection rule) {
        return Math.max(1_000_000, rule.interval().toNanos());
    }
}
