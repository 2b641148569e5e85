package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.runtime.call.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where one attempt goes, or a question for an endpoint's load; travels in its call options to the {@link MeshBalancer}.
 * Bound to the connection that it found first, so that the attempt ends with that connection's failure and does not wait
 * for the next.
 */
final class Dial {

    static final CallOptions.Key<Dial> KEY = CallOptions.Key.create("mesh-dial");

    private final Address address;
    private final Duration connectTimeout;
    private final ConnectionPolicy policy;
    private final boolean counts;
    private @Nullable Link link;
    private @Nullable Runnable onEnd;
    private boolean ended;

    private Dial(Address address, Duration connectTimeout, ConnectionPolicy policy, boolean counts) {
        this.address = address;
        this.connectTimeout = connectTimeout;
        this.policy = policy;
        this.counts = counts;
    }

    Dial(Address address, Duration connectTimeout, ConnectionPolicy policy) {
        this(address, connectTimeout, policy, true);
    }

    static Dial of(Attempt attempt) {
        return new Dial(
                attempt.endpoint().address(),
                attempt.cluster().connectTimeout(),
                attempt.cluster().connections());
    }

    /** For a question, which goes over any connection to the endpoint and is none of the requests that rules cap. */
    static Dial asking(Cluster cluster, Address address) {
        return new Dial(address, cluster.connectTimeout(), cluster.connections(), false);
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

    /** Whether it takes a place in its connection. */
    boolean counts() {
        return counts;
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
