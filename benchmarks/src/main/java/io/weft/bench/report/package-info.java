/** What was measured, as text and as JSON. */
@NullMarked
package io.weft.bench.report;

import org.jspecify.annotations.NullMarked;
