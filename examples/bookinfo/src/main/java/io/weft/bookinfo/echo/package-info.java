/** A workload that answers gRPC calls and makes them on request. */
@NullMarked
package io.weft.bookinfo.echo;

import org.jspecify.annotations.NullMarked;
