package io.weft.runtime.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.weft.model.Address;
import io.weft.model.Cluster;
import io.weft.model.ConnectionPolicy;
import io.weft.runtime.call.Attempt;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one attempt goes, or a question for an endpoint's load; travels in its call options to the
 * {@link MeshBalancer}. Bound to the connection that it found first, so that the attempt ends with that connection's
 * failure and does not wait for the next. It travels as what makes the stream's tracer, for each option more would be
 * one more copy of them all.
 */
final class Dial extends ClientStreamTracer.Factory {

    private final Address address;
    private final Duration connectTimeout;
    private final ConnectionPolicy policy;
    private final boolean counts;
    private final Witness witness;
    private @Nullable Link link;
    private boolean ended;

    private Dial(Address address, Duration connectTimeout, ConnectionPolicy policy, boolean counts, Witness witness) {
        this.address = address;
        this.connectTimeout = connectTimeout;
        this.policy = policy;
        this.counts = counts;
        this.witness = witness;
    }

    /** For a call that is no attempt of a plan. */
    Dial(Address address, Duration connectTimeout, ConnectionPolicy policy) {
        this(address, connectTimeout, policy, true, new Witness(null));
    }

    static Dial of(Attempt attempt) {
        return of(attempt, new Witness(attempt));
    }

    static Dial of(Attempt attempt, Witness witness) {
        Cluster cluster = attempt.cluster();
        return new Dial(attempt.endpoint().address(), cluster.connectTimeout(), cluster.connections(), true, witness);
    }

    /** For a question, which goes over any connection to the endpoint and is none of the requests that rules cap. */
    static Dial asking(Cluster cluster, Address address) {
        return new Dial(address, cluster.connectTimeout(), cluster.connections(), false, new Witness(null));
    }

    CallOptions addTo(CallOptions options) {
        return options.withStreamTracerFactory(this);
    }

    /** The one that these options carry; null if the call is not the mesh's. */
    static @Nullable Dial of(CallOptions options) {
        List<ClientStreamTracer.Factory> tracers = options.getStreamTracerFactories();
        for (int i = 0; i < tracers.size(); i++) {
            if (tracers.get(i) instanceof Dial dial) {
                return dial;
            }
        }
        return null;
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

    /** What came over the connection. */
    Witness witness() {
        return witness;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return witness;
    }

    synchronized @Nullable Link link() {
        return link;
    }

    /** To a connection that has taken it, and is left when the attempt ends; at once if it has. */
    void bind(Link found) {
        synchronized (this) {
            link = found;
            if (!ended) {
                return;
            }
        }
        found.leave(this);
    }

    /** The attempt has ended. */
    void end() {
        Link bound;
        synchronized (this) {
            bound = ended ? null : link;
            ended = true;
        }
        if (bound != null) {
            bound.leave(this);
        }
    }
}
