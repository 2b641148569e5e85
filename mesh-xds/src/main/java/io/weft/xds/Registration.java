package io.weft.xds;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** This workload's lease in the control plane's registry: it is registered as long as this is open. */
public final class Registration implements AutoCloseable {

    private Registration() {}

    /** Registers as STARTING: known, not yet to be called. Connects in the background, again and again if need be. */
    public static Registration open(XdsBootstrap bootstrap, WorkloadInfo workload) {
        return new Registration();
    }

    /**
     * From now on this workload may be called.
     *
     * @return completes when the control plane has confirmed it; not before one can be reached
     */
    public CompletionStage<Void> ready() {
        return CompletableFuture.completedStage(null);
    }

    /**
     * From now on no new calls, please: others finish what they have.
     *
     * @return completes when the control plane has confirmed it; not before one can be reached
     */
    public CompletionStage<Void> draining() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {}
}
