/** Measurements: exact bytes, and times as ratios within one run. Nothing here is a test. */
@NullMarked
package io.weft.bench;

import org.jspecify.annotations.NullMarked;
