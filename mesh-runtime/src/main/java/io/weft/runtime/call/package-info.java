/**
 * Decides what becomes of a call, for HTTP and gRPC alike: {@link io.weft.runtime.call.CallPlanner} makes a
 * {@link io.weft.runtime.call.Plan} from the head of a request, an adapter carries it out. No I/O, no threads; clock
 * and chance are handed in.
 */
@NullMarked
package io.weft.runtime.call;

import org.jspecify.annotations.NullMarked;
