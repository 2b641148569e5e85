package io.weft.runtime.upstream;

import io.weft.model.Address;
import java.time.Duration;
import java.util.function.Consumer;

/** Finds out whether an address accepts connections, so that no call has to. */
@FunctionalInterface
public interface ConnectionProbe {

    /**
     * Connects and closes again, without waiting.
     *
     * @param timeout after which it counts as failed
     * @param accepted told once, on any thread
     */
    void connect(Address address, Duration timeout, Consumer<Boolean> accepted);
}
