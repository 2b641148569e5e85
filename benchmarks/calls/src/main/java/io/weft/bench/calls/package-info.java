/** Calls, measured in the process that makes them. Knows nothing of the mesh, so that it runs beside anything. */
@NullMarked
package io.weft.bench.calls;

import org.jspecify.annotations.NullMarked;
