/** A workload that answers gRPC calls, and makes calls over gRPC and HTTP on request. */
@NullMarked
package io.weft.bookinfo.echo;

import org.jspecify.annotations.NullMarked;
