/** Systems side by side: each in a process of its own, pinned to a core, measured in turns. */
@NullMarked
package io.weft.bench.side;

import org.jspecify.annotations.NullMarked;
