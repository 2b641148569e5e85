/** What reviewers wrote: v1 without stars, v2 with black and v3 with red ones. */
@NullMarked
package io.weft.bookinfo.reviews;

import org.jspecify.annotations.NullMarked;
