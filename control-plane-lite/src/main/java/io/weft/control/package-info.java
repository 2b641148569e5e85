/**
 * The control plane: a folder of Istio YAML and registered workloads go in, xDS comes out.
 *
 * <p>{@link io.weft.control.ControlPlane} puts the parts together;
 * nothing depends on this package but the command line.
 */
@NullMarked
package io.weft.control;

import org.jspecify.annotations.NullMarked;
