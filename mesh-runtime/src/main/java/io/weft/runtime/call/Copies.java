package io.weft.runtime.call;

import io.weft.model.Cluster;
import io.weft.runtime.upstream.Choice;
import io.weft.runtime.upstream.Pick;
import io.weft.runtime.upstream.PickArgs;
import io.weft.runtime.upstream.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The copies that mirrors get. A mirror that is slow or gone must not cost the caller anything, so only so many are
 * under way at a time; what would be more is left out, and counted.
 */
final class Copies {

    /** At a time, of the whole process. */
    static final int MOST = 256;
    /** At a time, for one cluster. */
    static final int MOST_PER_CLUSTER = 64;
    /** A copy has no more time than this, nor more than its original. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<String, AtomicInteger> byCluster = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder leftOut = new LongAdder();

    long sent() {
        return sent.sum();
    }

    long leftOut() {
        return leftOut.sum();
    }

    /** A copy for each of the clusters, as far as there are room and endpoints. */
    List<Copy> of(List<Cluster> clusters, Engine engine, OutboundHead outbound, OptionalLong deadline) {
        List<Copy> copies = new ArrayList<>(clusters.size());
        for (Cluster cluster : clusters) {
            Seat seat = new Seat(engine, cluster);
            Choice choice = seat.taken() ? engine.upstreams().view(cluster).pick(PickArgs.FIRST) : null;
            if (choice instanceof Pick pick) {
                copies.add(new Copy(attempt(pick, engine.now(), deadline), outbound, seat));
            } else {
                if (choice instanceof Place inLine) {
                    inLine.leave();
                }
                seat.leave(false);
            }
        }
        return copies;
    }

    private static Attempt attempt(Pick pick, long now, OptionalLong deadline) {
        long end = now + PATIENCE.toNanos();
        boolean sooner = deadline.isPresent() && deadline.getAsLong() - end < 0;
        return new Attempt(1, pick, now, sooner ? deadline : OptionalLong.of(end), true, false);
    }

    /** One of the places for copies that are under way; perhaps none was free. */
    final class Seat {

        private final Engine engine;
        private final Cluster cluster;
        private final AtomicInteger ofCluster;
        private final boolean taken;

        Seat(Engine engine, Cluster cluster) {
            this.engine = engine;
            this.cluster = cluster;
            this.ofCluster = byCluster.computeIfAbsent(cluster.name(), unused -> new AtomicInteger());
            boolean inAll = underWay.incrementAndGet() <= MOST;
            this.taken = ofCluster.incrementAndGet() <= MOST_PER_CLUSTER && inAll;
        }

        boolean taken() {
            return taken;
        }

        /** To be called once, also where it was not taken. */
        void leave(boolean done) {
            ofCluster.decrementAndGet();
            underWay.decrementAndGet();
            (done ? sent : leftOut).increment();
            engine.events().mirrored(cluster, done);
        }
    }
}
