package io.weft.runtime.upstream;

import io.weft.model.LoadBalancing;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A load-balancing policy over a fixed set of usable endpoints. Thread-safe, without locks and without garbage. */
@FunctionalInterface
interface Picker {

    /** @param again how many endpoints this attempt has turned down already */
    Slot pick(PickArgs args, int again);

    /**
     * The picker of a policy; for probing, the one to fall back on.
     *
     * @param load what is under way to the cluster
     * @param rotation where round robin stands; outlives the picker, so that a change of the set goes on from there
     */
    static Picker of(LoadBalancing policy, Shares shares, Load load, AtomicInteger rotation, RandomGenerator random) {
        if (policy instanceof LoadBalancing.Random) {
            return new RandomPicker(shares, random);
        }
        if (policy instanceof LoadBalancing.LeastRequest least) {
            return new LeastRequestPicker(shares, least.choices(), random);
        }
        if (policy instanceof LoadBalancing.Probing) {
            return new LeastRequestPicker(shares, 2, random);
        }
        if (policy instanceof LoadBalancing.Hashing hashing) {
            return HashPicker.of(hashing, shares, load, random);
        }
        return RoundRobinPicker.of(shares, rotation);
    }
}
