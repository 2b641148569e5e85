/** Shows the mesh to operators: the {@code mesh} endpoint and health indicator. */
@NullMarked
package io.weft.spring.actuate;

import org.jspecify.annotations.NullMarked;
