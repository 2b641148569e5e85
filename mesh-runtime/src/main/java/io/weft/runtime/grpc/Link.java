package io.weft.runtime.grpc;

import io.grpc.ConnectivityState;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.Status;

/** The connection to one address. Changed in the channel's synchronization context, read by picks. */
final class Link {

    private final Subchannel subchannel;
    private final PickResult use;
    private volatile ConnectivityState state = ConnectivityState.IDLE;
    private volatile PickResult result = PickResult.withNoResult();

    Link(Subchannel subchannel) {
        this.subchannel = subchannel;
        this.use = PickResult.withSubchannel(subchannel);
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
        state = next;
        result = next == ConnectivityState.READY ? use : PickResult.withNoResult();
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
