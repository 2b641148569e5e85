package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.weft.model.Address;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where one attempt goes; travels in its call options to the {@link MeshBalancer}. Bound to the connection that it
 * found first, so that the attempt ends with that connection's failure and does not wait for the next.
 */
final class Dial {

    static final CallOptions.Key<Dial> KEY = CallOptions.Key.create("mesh-dial");

    private final Address address;
    private final Duration connectTimeout;
    private volatile @Nullable Link link;

    Dial(Address address, Duration connectTimeout) {
        this.address = address;
        this.connectTimeout = connectTimeout;
    }

    Address address() {
        return address;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    @Nullable
    Link link() {
        return link;
    }

    void bind(Link found) {
        link = found;
    }
}
