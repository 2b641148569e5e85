package io.weft.runtime.upstream;

import io.weft.model.LoadBalancing.Probing;

/**
 * How fast reports are used up, so that the pool neither runs dry nor grows stale.
 *
 * @param uses of one report, on average
 * @param removals of unused reports with each request
 */
record Reuse(double uses, double removals) {

    /** How much more may be used than comes in: Prequal's delta. */
    private static final double MARGIN = 1;

    /** Of the reports that come in, so many are removed unused; Prequal's 1 of 3. */
    private static final double REMOVED = 1.0 / 3;

    private static final double MOST = 12;

    /**
     * Prequal's reuse budget, (1 + delta) / ((1 - m/n) * probes - removals): of n endpoints m are in the pool, so that
     * m/n of the reports only replace older ones. A small cluster's pool is taken to be half of it.
     */
    static Reuse of(Probing rule, int endpoints) {
        double known = Math.min(0.5, (double) rule.poolSize() / endpoints);
        double removals = rule.probesPerRequest() * REMOVED;
        double gained = (1 - known) * rule.probesPerRequest() - removals;
        return new Reuse(Math.max(1, Math.min(MOST, (1 + MARGIN) / gained)), removals);
    }
}
