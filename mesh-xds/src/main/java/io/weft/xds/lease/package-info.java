/** The Register stream, which is a workload's lease in the registry. */
@NullMarked
package io.weft.xds.lease;

import org.jspecify.annotations.NullMarked;
