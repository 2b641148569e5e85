package io.weft.control.translate;

/** Who asks for resources, as far as it decides their form. */
public enum ClientKind {
    /** A process with Weft's runtime. */
    WEFT,
    /** A stock gRPC client, in any language. */
    GRPC,
    /** An Envoy. */
    ENVOY
}
