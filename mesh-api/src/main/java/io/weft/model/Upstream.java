package io.weft.model;

/** What the control plane said about one {@code host:port}. */
public sealed interface Upstream {

    /** In the mesh: calls follow the routes of this virtual host. */
    record Known(VirtualHost virtualHost) implements Upstream {}

    /** Not in the mesh's registry: the call passes through to where DNS says (Istio's ALLOW_ANY). */
    record PassThrough() implements Upstream {}

    /** Not in the registry, and calls to unknown hosts are refused (Istio's REGISTRY_ONLY, BlackHoleCluster). */
    record BlackHole() implements Upstream {}
}
