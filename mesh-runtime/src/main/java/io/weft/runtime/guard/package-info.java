/**
 * What protects destinations, and this workload, beyond Istio's rules: breakers, token buckets. State that survives
 * changes of configuration; no I/O, no threads; the clock is handed in.
 */
@NullMarked
package io.weft.runtime.guard;

import org.jspecify.annotations.NullMarked;
