package io.weft.runtime;

/** Who carries out the rules of the mesh. */
public enum MeshMode {
    /** This process: it routes, balances, ejects and retries its calls itself. */
    PROXYLESS,
    /** The local Envoy: calls go to its outbound listener, and only trace headers are taken along. */
    SIDECAR,
    /** Nobody: clients behave as without a mesh. */
    OFF
}
