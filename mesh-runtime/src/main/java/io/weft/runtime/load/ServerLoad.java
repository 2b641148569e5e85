package io.weft.runtime.load;

import io.weft.runtime.upstream.LoadReport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The requests that this process serves: how many are in flight, and how long one takes at such a load. Latencies are
 * kept apart by the number of requests in flight when a request came, so that the estimate rises with the load at once,
 * not only when slow requests have ended. Thread-safe.
 */
public final class ServerLoad {

    private final LongSupplier clock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final LatenciesByLoad latencies = new LatenciesByLoad();

    /** @param nanoTime a monotonic clock in nanoseconds */
    public ServerLoad(LongSupplier nanoTime) {
        this.clock = nanoTime;
    }

    /**
     * Counts a request.
     *
     * @return to be run when it has ended; only the first time counts
     */
    public Runnable begin() {
        return new Request(inFlight.incrementAndGet(), clock.getAsLong());
    }

    /** What it is like now. */
    public LoadReport report() {
        int now = inFlight.get();
        return new LoadReport(now, latencies.at(now + 1, clock.getAsLong()));
    }

    private final class Request implements Runnable {

        private final int load;
        private final long since;
        private final AtomicBoolean ended = new AtomicBoolean();

        Request(int load, long since) {
            this.load = load;
            this.since = since;
        }

        @Override
        public void run() {
            if (ended.compareAndSet(false, true)) {
                inFlight.decrementAndGet();
                long now = clock.getAsLong();
                latencies.add(load, now - since, now);
            }
        }
    }
}
