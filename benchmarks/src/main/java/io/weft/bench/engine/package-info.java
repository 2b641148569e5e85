/** The mesh alone, measured by JMH: its engine without I/O, and one whole call over loopback. */
@NullMarked
package io.weft.bench.engine;

import org.jspecify.annotations.NullMarked;
