package io.weft.xds;

import io.weft.proto.registry.v1.Workload;
import io.weft.proto.registry.v1.WorkloadState;
import io.weft.xds.lease.Lease;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * This workload's lease in the control plane's registry: it is registered as long as this is open. A connection that
 * breaks is made again, with pauses of at most 5 s, and the state of the moment is told anew.
 */
public final class Registration implements AutoCloseable {

    /** How long the thread lives on after close, to let the last message leave. */
    private static final long LAST_WORDS_SECONDS = 2;

    private final ScheduledExecutorService thread = new SourceThread("weft-registration");
    private final Lease lease;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private Registration(XdsBootstrap bootstrap, WorkloadInfo workload) {
        this.lease = new Lease(bootstrap.server(), message(workload), thread, new Random(), this::confirmed);
    }

    /** Registers as STARTING: known, not yet to be called. Connects in the background, again and again if need be. */
    public static Registration open(XdsBootstrap bootstrap, WorkloadInfo workload) {
        Registration registration = new Registration(bootstrap, workload);
        registration.thread.execute(registration.lease::open);
        return registration;
    }

    /**
     * From now on this workload may be called.
     *
     * @return completes when the control plane has confirmed it; not before one can be reached; with a {@link
     *     CancellationException} if this is closed before
     */
    public CompletionStage<Void> ready() {
        thread.execute(() -> lease.become(WorkloadState.READY));
        return ready.minimalCompletionStage();
    }

    /**
     * From now on no new calls, please: others finish what they have.
     *
     * @return completes when the control plane has confirmed it; not before one can be reached; with a {@link
     *     CancellationException} if this is closed before
     */
    public CompletionStage<Void> draining() {
        thread.execute(() -> lease.become(WorkloadState.DRAINING));
        return drained.minimalCompletionStage();
    }

    /** Gives the lease back at once. */
    @Override
    public void close() {
        thread.execute(lease::close);
        thread.schedule(thread::shutdownNow, LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        ready.cancel(false);
        drained.cancel(false);
    }

    /** A registry that holds a later state need not be waited for because of an earlier one. */
    private void confirmed(WorkloadState held) {
        if (held == WorkloadState.READY || held == WorkloadState.DRAINING) {
            ready.complete(null);
        }
        if (held == WorkloadState.DRAINING) {
            drained.complete(null);
        }
    }

    private static Workload message(WorkloadInfo info) {
        return Workload.newBuilder()
                .setName(info.name())
                .setNamespace(info.namespace())
                .setServiceAccount(info.serviceAccount())
                .setAddress(info.address())
                .putAllLabels(info.labels())
                .putAllPorts(info.ports())
                .setLocality(info.locality().toString())
                .setWeight(info.weight())
                .build();
    }
}
