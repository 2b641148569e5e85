package io.weft.runtime.upstream;

import io.weft.model.Address;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is remembered of one address of a cluster; survives every change of configuration. Counters may be touched by
 * any thread, everything else under the lock of {@link Health}; volatile fields may be read without it.
 */
final class EndpointState {

    final Address address;
    final AtomicInteger inFlight = new AtomicInteger();
    final Ejection ejection = new Ejection();
    final Connecting connecting = new Connecting();
    final Hearing hearing = new Hearing();

    /** No longer configured: forgotten once idle. */
    volatile boolean gone;

    private volatile long since;

    EndpointState(Address address, long now) {
        this.address = address;
        this.since = now;
    }

    /** Since when it has been in the cluster and was not found to be down. */
    long since() {
        return since;
    }

    /** It is as new. */
    void begin(long now) {
        since = now;
    }

    /** Differs whenever what is usable has changed. */
    int usability() {
        return (ejection.active() ? 1 : 0) + (connecting.failing() ? 2 : 0);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
