package io.weft.runtime.upstream;

import io.weft.model.Outcome;
import io.weft.model.OutlierDetection;
import java.util.concurrent.atomic.AtomicInteger;

/** One endpoint's errors in a row, and its ejection if they were too many: Envoy's host monitor. */
final class Ejection {

    private final AtomicInteger serverErrors = new AtomicInteger();
    private final AtomicInteger gatewayErrors = new AtomicInteger();
    private final AtomicInteger localErrors = new AtomicInteger();
    private volatile boolean active;
    private long since;
    /** Envoy's multiplier: one more each ejection, one less each healthy interval. */
    private int times;

    boolean active() {
        return active;
    }

    long since() {
        return since;
    }

    int times() {
        return times;
    }

    /** Whether a good answer would change nothing here. */
    boolean clean() {
        return serverErrors.get() == 0 && gatewayErrors.get() == 0 && localErrors.get() == 0;
    }

    /** Counts an outcome; true if it completes a row that ejects. */
    boolean completesRow(Outcome outcome, OutlierDetection rule) {
        boolean local = outcome.kind() != Outcome.Kind.ANSWERED;
        if (rule.splitLocalOriginErrors()) {
            // The connection itself was a success, so that only failed connections add up to a row.
            if (outcome.kind() != Outcome.Kind.CONNECT_FAILURE) {
                localErrors.set(0);
            }
            if (local) {
                return reaches(localErrors, rule.consecutiveLocalOriginFailures());
            }
        }
        int status = Statuses.of(outcome, rule);
        if (status < 500) {
            serverErrors.set(0);
            gatewayErrors.set(0);
            return false;
        }
        boolean gateway = false;
        if (status >= 502 && status <= 504) {
            gateway = reaches(gatewayErrors, rule.consecutiveGatewayErrors());
        } else {
            gatewayErrors.set(0);
        }
        return reaches(serverErrors, rule.consecutive5xx()) || gateway;
    }

    /** A completed row starts anew, also where a cap then forbids the ejection. An ejected endpoint's rows run on. */
    private boolean reaches(AtomicInteger row, int limit) {
        if (row.incrementAndGet() != limit || active) {
            return false;
        }
        row.set(0);
        return true;
    }

    void begin(long now, OutlierDetection rule) {
        active = true;
        since = now;
        long base = rule.baseEjectionTime().toNanos();
        if (base * times < rule.maxEjectionTime().toNanos() + base) {
            times++;
        }
    }

    /** When it may end; it does at the first sweep from then on. */
    long endsAt(OutlierDetection rule) {
        return since
                + Math.min(
                        rule.baseEjectionTime().toNanos() * times,
                        rule.maxEjectionTime().toNanos());
    }

    /** Few new errors shall not eject again, hence all rows start anew. */
    void end() {
        active = false;
        serverErrors.set(0);
        gatewayErrors.set(0);
        localErrors.set(0);
    }

    void healthyIntervals(long count) {
        times = (int) Math.max(0, times - count);
    }
}
