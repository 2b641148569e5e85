/** Starts bookinfo as processes on this machine. */
@NullMarked
package io.weft.bookinfo.run;

import org.jspecify.annotations.NullMarked;
