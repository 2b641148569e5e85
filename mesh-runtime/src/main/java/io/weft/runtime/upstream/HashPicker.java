package io.weft.runtime.upstream;

import io.weft.model.LoadBalancing;
import java.util.random.RandomGenerator;

/**
 * The one that a request's hash belongs to; any one for a request without a hash. Where load is bounded, an endpoint
 * that is full passes a request on, to the same others in the same order for the same hash.
 *
 * @param balanceFactor how many times its fair share an endpoint has under way at most, in percent; 0 for no bound
 */
record HashPicker(HashTable table, Shares shares, int balanceFactor, Load load, RandomGenerator random)
        implements Picker {

    /** How often a full endpoint is passed over before the least full one seen is taken. */
    private static final int PASSES = 64;

    static HashPicker of(LoadBalancing.Hashing rule, Shares shares, Load load, RandomGenerator random) {
        HashTable table = rule instanceof LoadBalancing.Maglev maglev
                ? Maglev.of(maglev, shares)
                : Ring.of((LoadBalancing.RingHash) rule, shares);
        return new HashPicker(table, shares, rule.balanceFactor(), load, random);
    }

    @Override
    public Slot pick(PickArgs args, int again) {
        long hash = args.hash().isPresent() ? args.hash().getAsLong() : random.nextLong();
        int index = table.at(hash, again);
        return shares.slot(balanceFactor == 0 ? index : withRoom(index, hash));
    }

    private int withRoom(int first, long hash) {
        double room = load.requests() * (balanceFactor / 100.0) / shares.total();
        int best = first;
        double least = fullness(first, room);
        long next = hash;
        for (int pass = 0; least > 1 && pass < PASSES; pass++) {
            next = scattered(next);
            int other = table.at(next, 0);
            double fullness = fullness(other, room);
            if (fullness < least) {
                best = other;
                least = fullness;
            }
        }
        return best;
    }

    /** With one request more; above 1 if that is more than its room. */
    private double fullness(int index, double room) {
        return (inFlight(index) + 1) / Math.max(1, Math.ceil(room * shares.weight(index)));
    }

    private long inFlight(int index) {
        return shares.slot(index).state().inFlight.get();
    }

    /** The next of a sequence that a hash begins (SplitMix64). */
    private static long scattered(long seed) {
        long mixed = seed + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
