/** Applications as a user writes them: nothing here knows of a mesh. */
@NullMarked
package io.weft.spring.apps;

import org.jspecify.annotations.NullMarked;
