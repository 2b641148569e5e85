package io.weft.runtime.upstream;

import io.weft.model.LoadBalancing;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A load-balancing policy over a fixed set of usable endpoints. Thread-safe, without locks and without garbage. */
@FunctionalInterface
interface Picker {

    Slot pick();

    /** @param rotation where round robin stands; outlives the picker, so that a change of the set goes on from there */
    static Picker of(LoadBalancing policy, List<Slot> usable, AtomicInteger rotation, RandomGenerator random) {
        Slot[] turns = Turns.of(usable);
        if (policy instanceof LoadBalancing.Random) {
            return new RandomPicker(turns, random);
        }
        if (policy instanceof LoadBalancing.LeastRequest least) {
            return new LeastRequestPicker(turns, least.choices(), random);
        }
        return new RoundRobinPicker(turns, rotation);
    }
}
