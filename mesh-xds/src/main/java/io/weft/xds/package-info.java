/**
 * The way to the control plane: {@link io.weft.xds.XdsSource} brings its configuration as whole snapshots, {@link
 * io.weft.xds.Registration} tells it about this workload. Nothing here shows protobuf or gRPC.
 */
@NullMarked
package io.weft.xds;

import org.jspecify.annotations.NullMarked;
