package io.weft.xds.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The connection before there is a stream: grpc-xds opens none until a resource is asked for, but whether the control
 * plane is there is of interest before. The first stream takes it over.
 */
final class FirstConnection {

    private final String server;
    private final ScheduledExecutorService executor;
    private final AdsEvents events;
    private final BackOff backOff;
    private @Nullable ManagedChannel channel;

    FirstConnection(String server, ScheduledExecutorService executor, RandomGenerator random, AdsEvents events) {
        this.server = server;
        this.executor = executor;
        this.events = events;
        this.backOff = new BackOff(random);
    }

    synchronized void open() {
        ManagedChannel opened = ControlPlaneChannel.open(server);
        channel = opened;
        watch(opened);
    }

    /** Hands the connection over, unless there is none or it failed. */
    synchronized Optional<ManagedChannel> take() {
        ManagedChannel taken = channel;
        channel = null;
        if (taken == null) {
            return Optional.empty();
        }
        if (taken.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            taken.shutdownNow();
            return Optional.empty();
        }
        return Optional.of(taken);
    }

    private synchronized void watch(ManagedChannel watched) {
        if (watched != channel) {
            return;
        }
        ConnectivityState state = watched.getState(true);
        if (state == ConnectivityState.READY) {
            executor.execute(events::connected);
        } else if (state == ConnectivityState.TRANSIENT_FAILURE) {
            executor.execute(() -> events.disconnected("no connection"));
            executor.schedule(watched::resetConnectBackoff, backOff.nextBackoffNanos(), TimeUnit.NANOSECONDS);
        }
        watched.notifyWhenStateChanged(state, () -> watch(watched));
    }
}
