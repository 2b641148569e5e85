package io.weft.runtime.upstream;

import io.weft.model.Cluster;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The requests of one cluster, held against its thresholds: those under way, and those that wait in a line for a
 * connection. Thread-safe; without caps, a request costs one addition, which threads make apart, and no lock.
 *
 * <p>As in Envoy, a request is pending until it has a connection: in the line, and while a new connection is being
 * made. One that finds a connection at rest never is; nor is one whose turn in the line has come. Envoy makes the next
 * connection as the last one closes; here the caller has to wake up for it, and nobody should be refused meanwhile.
 */
final class Load {

    private enum Entry {
        GO,
        WAIT,
        FULL
    }

    /** Where there are caps it grows under the lock only, so that there its sum is never below the true count. */
    private final LongAdder requests = new LongAdder();

    private final Set<Place> line = new LinkedHashSet<>();
    private volatile Caps caps;
    private volatile boolean waiting;
    private int pending;
    private int atRest;

    Load(Cluster config) {
        this.caps = Caps.of(config);
    }

    /** From now on these caps hold, for those in line as well. */
    void configure(Cluster config) {
        caps = Caps.of(config);
        grant();
    }

    /** Requests under way. */
    int requests() {
        return requests.intValue();
    }

    /** Requests that count for the retry budget. */
    int active() {
        return requests() + (waiting ? lineLength() : 0);
    }

    private synchronized int lineLength() {
        return line.size();
    }

    /** Lets a request begin, gives it a place in the line, or refuses it. */
    Choice enter(ClusterView view, PickArgs args) {
        if (caps.none() && !waiting) {
            requests.increment();
            return view.choose(args, false);
        }
        Place place = new Place(view, this);
        return switch (enter(place)) {
            case GO -> place.choose(args);
            case WAIT -> {
                // A request that ended after the look at the count, but before the flag was set, has granted nothing.
                grant();
                yield place;
            }
            case FULL -> view.overflow();
        };
    }

    private synchronized Entry enter(Place place) {
        boolean free = line.isEmpty() && requests() < caps.slots();
        boolean ready = free && atRest > 0;
        if ((free && requests() >= caps.requests()) || (!ready && pending >= caps.pending())) {
            return Entry.FULL;
        }
        if (!free) {
            pending++;
            line.add(place);
            waiting = true;
            return Entry.WAIT;
        }
        begin(ready);
        place.state = Place.State.GRANTED;
        place.pending = !ready;
        return Entry.GO;
    }

    private void begin(boolean ready) {
        requests.increment();
        if (ready) {
            atRest -= caps.multiplexed() ? 0 : 1;
        } else {
            pending++;
        }
    }

    /** The place is given up: out of the line, or its turn goes to the next. */
    void leave(Place place) {
        boolean begun;
        synchronized (this) {
            begun = place.state == Place.State.GRANTED;
            if (place.state == Place.State.WAITING) {
                line.remove(place);
                waiting = !line.isEmpty();
                pending--;
            }
            place.state = Place.State.LEFT;
        }
        if (begun) {
            requestDone();
        }
    }

    /** A request that was counted as pending has its connection. */
    synchronized void connected() {
        pending--;
        if (caps.multiplexed()) {
            atRest = 1;
        }
    }

    /** A pending request ended without a connection. */
    synchronized void notConnected() {
        pending--;
    }

    /** A connection has been put aside for the next request. */
    synchronized void rests() {
        if (!caps.multiplexed()) {
            atRest++;
        }
    }

    /** Connections to an endpoint cannot be made, or broke: what seemed to be at rest may be gone too. */
    synchronized void broke() {
        atRest = 0;
    }

    boolean tracksConnections() {
        return !caps.none();
    }

    void requestDone() {
        requests.decrement();
        // Whoever joins the line sets the flag before looking at the count once more; so one of the two sees the other.
        // An adder alone would let the flag be read first.
        VarHandle.fullFence();
        if (waiting) {
            grant();
        }
    }

    /** First come, first served. */
    void grant() {
        List<Place> granted = new ArrayList<>();
        synchronized (this) {
            while (!line.isEmpty() && requests() < Math.min(caps.slots(), caps.requests())) {
                Place first = line.iterator().next();
                line.remove(first);
                requests.increment();
                pending--;
                if (atRest > 0) {
                    atRest -= caps.multiplexed() ? 0 : 1;
                }
                first.state = Place.State.GRANTED;
                granted.add(first);
            }
            waiting = !line.isEmpty();
        }
        granted.forEach(Place::call);
    }
}
