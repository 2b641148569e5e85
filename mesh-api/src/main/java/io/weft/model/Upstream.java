package io.weft.model;

import java.util.List;

/** What the control plane said about one {@code host:port}, or about {@link #INBOUND}. */
public sealed interface Upstream {

    /** In the mesh: calls follow the routes of this virtual host. */
    record Known(VirtualHost virtualHost) implements Upstream {}

    /** Not in the mesh's registry: the call passes through to where DNS says (Istio's ALLOW_ANY). */
    record PassThrough() implements Upstream {}

    /** Not in the registry, and calls to unknown hosts are refused (Istio's REGISTRY_ONLY, BlackHoleCluster). */
    record BlackHole() implements Upstream {}

    /** The workload itself, as its callers see it: what it takes of them. Asked for as {@link #INBOUND}. */
    record Inbound(List<InboundLimit> limits) implements Upstream {
        public Inbound {
            limits = List.copyOf(limits);
        }
    }

    /** Istio's name for the listener of what comes in. No call goes there. */
    String INBOUND = "virtualInbound";
}
