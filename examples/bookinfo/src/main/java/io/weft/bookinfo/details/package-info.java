/** Facts about a book. */
@NullMarked
package io.weft.bookinfo.details;

import org.jspecify.annotations.NullMarked;
