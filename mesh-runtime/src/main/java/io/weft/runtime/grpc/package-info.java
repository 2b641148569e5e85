/**
 * gRPC calls through the engine: a resolver puts an interceptor under the user's own, a balancer keeps one connection
 * per address.
 */
@NullMarked
package io.weft.runtime.grpc;

import org.jspecify.annotations.NullMarked;
