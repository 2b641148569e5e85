package io.weft.runtime.upstream;

import io.weft.model.Address;
import io.weft.model.Cluster;
import java.util.function.Consumer;

/** Asks an endpoint how busy it is. */
@FunctionalInterface
public interface LoadProbe {

    /**
     * Asks without waiting. A short timeout is the probe's own matter: an answer that comes late is worth nothing.
     *
     * @param cluster says what the endpoint speaks
     * @param told once, on any thread
     */
    void ask(Cluster cluster, Address address, Consumer<LoadAnswer> told);
}
