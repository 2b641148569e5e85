package io.weft.spi;

import io.weft.model.MeshSnapshot;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Where snapshots come from. Thread-safe. */
public interface SnapshotSource extends AutoCloseable {

    /** The newest snapshot; never waits. */
    MeshSnapshot current();

    /**
     * Asks that an upstream be known. Idempotent and cheap once it is known.
     *
     * @param hostAndPort {@code reviews:9080}, in lower case
     * @return the first snapshot that has an answer for it; completes at once if the current one does. Where no
     *     answer can be had (no control plane, none remembered), completes with a snapshot that passes it through, or
     *     exceptionally, as the source is set up
     */
    CompletionStage<MeshSnapshot> want(String hostAndPort);

    /** Calls the listener with the current snapshot and with every later one, one at a time and in order. */
    void subscribe(Consumer<MeshSnapshot> listener);

    /** The state of the connection to the control plane, for health and operations. */
    SourceStatus status();

    /** Asks for several upstreams ahead of their first use. */
    default void warmUp(Collection<String> hostsAndPorts) {
        hostsAndPorts.forEach(this::want);
    }

    @Override
    void close();
}
