/** Stories: rules, load, and whether what they promise was observed. */
@NullMarked
package io.weft.bookinfo.story;

import org.jspecify.annotations.NullMarked;
