package io.weft.runtime.upstream;

import io.weft.model.LoadBalancing.Probing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The latest load reports of a cluster's endpoints, and the choice among them: Prequal's probe pool with its hot-cold
 * selection. A report is used a few times at most, and each use counts as one more request in flight, so that callers
 * don't all go where it was quiet a moment ago. Thread-safe, by one short lock.
 */
final class ProbePool {

    /** With fewer there is no choice. */
    private static final int FEWEST = 2;

    /** One endpoint's report. */
    private static final class Entry {
        final EndpointState from;
        final long latency;
        final long since;
        int inFlight;
        int uses;

        Entry(EndpointState from, LoadReport report, long since, int uses) {
            this.from = from;
            this.latency = report.latencyNanos();
            this.inFlight = report.inFlight();
            this.since = since;
            this.uses = uses;
        }
    }

    private final RandomGenerator random;
    /** Oldest first; one for each endpoint. */
    private final List<Entry> entries = new ArrayList<>();

    private final RecentLoads loads = new RecentLoads();
    private double removals;
    private boolean oldestNext;

    ProbePool(RandomGenerator random) {
        this.random = random;
    }

    /** Takes a report in, for an older one of the same endpoint or for the oldest of a full pool. */
    synchronized void add(EndpointState from, LoadReport report, Reuse reuse, Probing rule, long now) {
        entries.removeIf(entry -> entry.from == from);
        while (entries.size() >= rule.poolSize()) {
            entries.remove(0);
        }
        entries.add(new Entry(from, report, now, (int) (reuse.uses() + random.nextDouble())));
        loads.add(report.inFlight(), rule.hotQuantile());
    }

    /** The endpoint for one more request; null with too few reports to choose from. */
    synchronized @Nullable EndpointState take(Predicate<EndpointState> usable, Reuse reuse, Probing rule, long now) {
        long oldest = now - rule.maxAge().toNanos();
        entries.removeIf(entry -> entry.since < oldest || !usable.test(entry.from));
        if (entries.size() < FEWEST) {
            return null;
        }
        Entry best = best();
        best.inFlight++;
        if (--best.uses <= 0) {
            entries.remove(best);
        }
        tidy(reuse);
        return best.from;
    }

    /**
     * The least busy of the fast ones that are not hot, if there are any; else the least busy. The younger of two that
     * are alike.
     */
    private Entry best() {
        long slow = slowFrom();
        Entry best = entries.get(entries.size() - 1);
        for (int i = entries.size() - 2; i >= 0; i--) {
            Entry entry = entries.get(i);
            boolean good = good(entry, slow);
            if (good == good(best, slow) ? entry.inFlight < best.inFlight : good) {
                best = entry;
            }
        }
        return best;
    }

    /** Twice the least latency: an estimate is the median of a few, so that less of a difference is mostly chance. */
    private long slowFrom() {
        long least = Long.MAX_VALUE / 2;
        for (Entry entry : entries) {
            if (!hot(entry) && entry.latency > 0) {
                least = Math.min(least, entry.latency);
            }
        }
        return 2 * least;
    }

    private boolean good(Entry entry, long slow) {
        return !hot(entry) && entry.latency < slow;
    }

    private boolean hot(Entry entry) {
        return loads.hot(entry.inFlight);
    }

    /** What is never chosen would stay and crowd out fresh reports: by turns the worst and the oldest go. */
    private void tidy(Reuse reuse) {
        for (removals += reuse.removals(); removals >= 1; removals--) {
            if (entries.size() > FEWEST) {
                entries.remove(oldestNext ? 0 : worst());
                oldestNext = !oldestNext;
            }
        }
    }

    /** The busiest of the hot ones; if there is none, the slowest. */
    private int worst() {
        int worst = 0;
        for (int i = 1; i < entries.size(); i++) {
            if (worse(entries.get(i), entries.get(worst))) {
                worst = i;
            }
        }
        return worst;
    }

    private boolean worse(Entry entry, Entry than) {
        if (hot(entry) != hot(than)) {
            return hot(entry);
        }
        return hot(entry) ? entry.inFlight > than.inFlight : entry.latency > than.latency;
    }
}
