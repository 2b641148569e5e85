/** How busy this process is, for callers that balance by it. */
@NullMarked
package io.weft.runtime.load;

import org.jspecify.annotations.NullMarked;
