package io.weft.runtime.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The attempts of a {@link Race}. Any thread may cancel them; the rest is guarded by the race's lock. */
final class Legs {

    private final List<Leg> all = new CopyOnWriteArrayList<>();
    private final List<Leg> underWay = new ArrayList<>();
    private volatile boolean cancelled;

    void begin(Leg leg) {
        underWay.add(leg);
        all.add(leg);
        if (cancelled) {
            leg.end();
        }
    }

    /** False if it is not under way any more: it has lost. */
    boolean ended(Leg leg) {
        return underWay.remove(leg);
    }

    /** Those under way, which have lost. */
    List<Leg> losers() {
        List<Leg> losers = List.copyOf(underWay);
        underWay.clear();
        return losers;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Ends all, those to come as well, and the reading of an answer. */
    void cancel() {
        cancelled = true;
        all.forEach(Leg::end);
    }
}
