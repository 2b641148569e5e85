package io.weft.runtime.grpc;

import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.Status;
import io.weft.model.ConnectionPolicy;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * One connection to one address. Changed in the channel's synchronization context, read by picks;
 * attempts take and leave it from any thread.
 */
final class Link {

    private final Subchannel subchannel;
    private final LongSupplier nanoTime;
    private final BiConsumer<Dial, Link> onLeave;
    private final PickResult use;
    private volatile ConnectivityState state = ConnectivityState.IDLE;
    private volatile PickResult result = PickResult.withNoResult();
    private int streams;
    private long served;
    private long readySince;
    private long quietSince;
    private boolean spent;
    private volatile boolean watched;

    /** @param onLeave told of each attempt that has left it */
    Link(Subchannel subchannel, LongSupplier nanoTime, BiConsumer<Dial, Link> onLeave) {
        this.subchannel = subchannel;
        this.nanoTime = nanoTime;
        this.onLeave = onLeave;
        this.use = PickResult.withSubchannel(subchannel);
        this.readySince = nanoTime.getAsLong();
        this.quietSince = readySince;
    }

    Subchannel subchannel() {
        return subchannel;
    }

    /** What it means for an attempt that is bound to it. */
    PickResult result() {
        return result;
    }

    boolean idle() {
        return state == ConnectivityState.IDLE;
    }

    boolean connecting() {
        return state == ConnectivityState.CONNECTING;
    }

    void becomes(ConnectivityState next) {
        if (next == ConnectivityState.READY) {
            renew();
        }
        state = next;
        result = next == ConnectivityState.READY ? use : PickResult.withNoResult();
    }

    private synchronized void renew() {
        readySince = nanoTime.getAsLong();
        served = streams;
    }

    /** Binds one more attempt; false if the connection has no room for it, or has served its time. */
    synchronized boolean take(Dial dial) {
        if (!hasRoom(dial)) {
            return false;
        }
        if (dial.counts()) {
            streams++;
            served++;
        }
        return true;
    }

    synchronized boolean hasRoom(Dial dial) {
        ConnectionPolicy policy = dial.policy();
        int most = policy.maxRequestsPerConnection();
        long age = nanoTime.getAsLong() - readySince;
        boolean old = state == ConnectivityState.READY
                && policy.maxDuration().isPresent()
                && age >= policy.maxDuration().get().toNanos();
        spent |= old || (most > 0 && served >= most);
        return !spent && (!dial.counts() || streams < policy.maxConcurrentStreams());
    }

    /** One attempt less. */
    void leave(Dial dial) {
        if (dial.counts()) {
            synchronized (this) {
                streams--;
                quietSince = nanoTime.getAsLong();
            }
        }
        onLeave.accept(dial, this);
    }

    /** No attempt will be bound to it any more, and none is. */
    synchronized boolean spent() {
        return spent && streams == 0;
    }

    synchronized boolean quiet() {
        return streams == 0;
    }

    /** Whether somebody watches it for silence. */
    boolean watched() {
        return watched;
    }

    /** Whether nobody else watches it for silence; from now on somebody does. */
    boolean watch() {
        boolean first = !watched;
        watched = true;
        return first;
    }

    void unwatch() {
        watched = false;
    }

    /** For how long it has had nothing to do; from now on it takes nothing more if that is long enough. */
    synchronized long quietNanos(long enough) {
        long quiet = streams == 0 ? nanoTime.getAsLong() - quietSince : 0;
        spent |= quiet >= enough;
        return quiet;
    }

    /** Takes no new attempts. Streams run to their end, and an attempt that is about to begin still finds it open. */
    void retire() {
        if (state == ConnectivityState.READY) {
            subchannel.shutdown();
        } else {
            fail(Status.UNAVAILABLE.withDescription("the address has left the mesh"));
        }
    }

    /** Ends the attempts that wait for it, also those that were told to wait for a connection: the engine decides. */
    void fail(Status why) {
        state = ConnectivityState.SHUTDOWN;
        result = PickResult.withDrop(ConnectFailure.of(why));
        subchannel.shutdown();
    }
}
