/**
 * A simulation of many callers and uneven servers in discrete events: the engine's own balancing, in simulated time.
 * Seeded, on one thread, the same figures each time.
 */
@NullMarked
package io.weft.bench.sim;

import org.jspecify.annotations.NullMarked;
