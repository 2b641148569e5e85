/** Envoy's messages as grpc-xds carries them, read into the model. Pure: a message in, a value or a reason out. */
@NullMarked
package io.weft.xds.decode;

import org.jspecify.annotations.NullMarked;
