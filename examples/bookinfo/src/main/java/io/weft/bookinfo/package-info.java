/** The command line of bookinfo. The services themselves are in the packages below, and know nothing of a mesh. */
@NullMarked
package io.weft.bookinfo;

import org.jspecify.annotations.NullMarked;
