/** Resources in any order in, whole snapshots out. Pure: no I/O, no threads, no clock. */
@NullMarked
package io.weft.xds.assemble;

import org.jspecify.annotations.NullMarked;
