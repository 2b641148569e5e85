/** The page, and the API behind it. */
@NullMarked
package io.weft.bookinfo.productpage;

import org.jspecify.annotations.NullMarked;
