/**
 * The ADS stream: everything that touches grpc-xds' own client, whose API is internal to gRPC. {@code
 * GrpcTouchPointsTest} names each piece of it that is used here.
 */
@NullMarked
package io.weft.xds.client;

import org.jspecify.annotations.NullMarked;
