package io.weft.model;

/** How one of several usable endpoints is chosen. */
public sealed interface LoadBalancing {

    /** In turn, by weight (Envoy's ROUND_ROBIN). */
    record RoundRobin() implements LoadBalancing {}

    /** By chance, by weight (Envoy's RANDOM). */
    record Random() implements LoadBalancing {}

    /**
     * The one with the fewest requests in flight among a few drawn by chance (Envoy's LEAST_REQUEST, Istio's default).
     *
     * @param choices how many are drawn, 2 by default
     */
    record LeastRequest(int choices) implements LoadBalancing {}
}
