/** The seams of the runtime: where snapshots come from, and who is told what happened. */
@NullMarked
package io.weft.spi;

import org.jspecify.annotations.NullMarked;
