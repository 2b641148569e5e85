package io.weft.model;

import java.time.Duration;
import java.util.Optional;

/** How one of several usable endpoints is chosen. */
public sealed interface LoadBalancing {

    /** How new endpoints come to their share little by little; empty for all at once. */
    default Optional<Warmup> warmup() {
        return Optional.empty();
    }

    /** In turn, by weight (Envoy's ROUND_ROBIN). */
    record RoundRobin(Optional<Warmup> warmup) implements LoadBalancing {

        /** One that gives new endpoints their full share at once. */
        public RoundRobin() {
            this(Optional.empty());
        }
    }

    /** By chance, by weight (Envoy's RANDOM). */
    record Random() implements LoadBalancing {}

    /**
     * The one with the fewest requests in flight among a few drawn by chance (Envoy's LEAST_REQUEST, Istio's default).
     *
     * @param choices how many are drawn, 2 by default
     */
    record LeastRequest(int choices, Optional<Warmup> warmup) implements LoadBalancing {

        /** One that gives new endpoints their full share at once. */
        public LeastRequest(int choices) {
            this(choices, Optional.empty());
        }
    }

    /** By what a request is hashed on ({@link RouteAction.Forward#hashing}); one that is not hashed goes anywhere. */
    sealed interface Hashing extends LoadBalancing {

        /**
         * How many times its fair share of the requests in flight an endpoint gets at most, in percent (Envoy's
         * hash_balance_factor, above 100); what is beyond goes to others. 0 for no bound.
         */
        int balanceFactor();
    }

    /**
     * Endpoints stand on a ring many times over; a request goes to the one that follows its hash (Envoy's RING_HASH).
     *
     * @param minimumSize how many places the ring has at least (Envoy's default 1024)
     * @param maximumSize how many it has at most (Envoy's default 8388608)
     */
    record RingHash(long minimumSize, long maximumSize, int balanceFactor) implements Hashing {}

    /**
     * A table in which endpoints take turns at choosing places (Envoy's MAGLEV).
     *
     * @param tableSize a prime number (Envoy's default 65537)
     */
    record Maglev(int tableSize, int balanceFactor) implements Hashing {}

    /**
     * The one that is least busy by its own account: endpoints are asked for their load as calls are made, and a call
     * goes by the answers at hand (Prequal, NSDI 2024). Where they don't answer, {@link LeastRequest} of two. Ours, not
     * Envoy's.
     *
     * @param probesPerRequest how many endpoints are asked with each request, on average
     * @param hotQuantile an endpoint is hot if it has more requests in flight than this share of the answers lately:
     *     the least busy of the fast ones that are not hot is taken
     * @param poolSize so many answers are kept
     * @param maxAge an answer older than this is not gone by
     */
    record Probing(double probesPerRequest, double hotQuantile, int poolSize, Duration maxAge)
            implements LoadBalancing {

        public static final Probing DEFAULT = new Probing(1, 0.84, 16, Duration.ofSeconds(1));

        public Probing {
            if (!(probesPerRequest > 0) || !(hotQuantile >= 0 && hotQuantile <= 1) || poolSize < 2) {
                throw new IllegalArgumentException("probing needs probes, a quantile and a pool of at least two");
            }
        }
    }

    /**
     * How the share of a new endpoint grows (Envoy's SlowStartConfig, Istio's warmup): its weight is multiplied by
     * {@code max(minimumPercent / 100, (age / window) ^ (1 / aggression))}.
     *
     * @param window after which it has its full share
     * @param minimumPercent of its weight that it has at first (Istio's default 10)
     * @param aggression above 0; 1 for a straight line, more for a faster start
     */
    record Warmup(Duration window, double minimumPercent, double aggression) {}
}
