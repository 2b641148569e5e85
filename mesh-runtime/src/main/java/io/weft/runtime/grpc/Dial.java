package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.weft.model.Address;
import io.weft.model.ConnectionPolicy;
import io.weft.runtime.call.Attempt;
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
    private final ConnectionPolicy policy;
    private @Nullable Link link;
    private @Nullable Runnable onEnd;
    private boolean ended;

    Dial(Address address, Duration connectTimeout, ConnectionPolicy policy) {
        this.address = address;
        this.connectTimeout = connectTimeout;
        this.policy = policy;
    }

    static Dial of(Attempt attempt) {
        return new Dial(
                attempt.endpoint().address(),
                attempt.cluster().connectTimeout(),
                attempt.cluster().connections());
    }

    Address address() {
        return address;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    ConnectionPolicy policy() {
        return policy;
    }

    synchronized @Nullable Link link() {
        return link;
    }

    /** @param onEnd run once when the attempt has ended; at once if it has */
    void bind(Link found, Runnable onEnd) {
        synchronized (this) {
            link = found;
            if (!ended) {
                this.onEnd = onEnd;
                return;
            }
        }
        onEnd.run();
    }

    /** The attempt has ended. */
    void end() {
        Runnable action;
        synchronized (this) {
            ended = true;
            action = onEnd;
            onEnd = null;
        }
        if (action != null) {
            action.run();
        }
    }
}
