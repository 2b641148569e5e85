package io.weft.runtime.load;

/** Recent latencies, apart for each load: exactly for small ones, in steps of a quarter octave above. Thread-safe. */
final class LatenciesByLoad {

    private static final int EXACT = 16;
    private static final int EXACT_BITS = 4;
    private static final int STEPS = EXACT + 4 * (31 - EXACT_BITS);

    private final RecentLatencies[] steps = new RecentLatencies[STEPS];

    LatenciesByLoad() {
        for (int i = 0; i < STEPS; i++) {
            steps[i] = new RecentLatencies();
        }
    }

    void add(int load, long nanos, long now) {
        steps[step(load)].add(nanos, now);
    }

    /** The median at this load, or at the nearest load that was seen lately; 0 if there is none. */
    long at(int load, long now) {
        int here = step(load);
        for (int away = 0; away < STEPS; away++) {
            long below = here - away < 0 ? 0 : steps[here - away].median(now);
            if (below != 0) {
                return below;
            }
            long above = here + away >= STEPS ? 0 : steps[here + away].median(now);
            if (above != 0) {
                return above;
            }
        }
        return 0;
    }

    static int step(int load) {
        if (load < EXACT) {
            return Math.max(0, load);
        }
        int octave = 31 - Integer.numberOfLeadingZeros(load);
        int quarter = (load >> (octave - 2)) & 3;
        return EXACT + 4 * (octave - EXACT_BITS) + quarter;
    }
}
