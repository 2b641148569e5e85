/**
 * The mesh inside an application: {@link io.weft.runtime.Mesh} is put together here and is all that an application, or
 * a framework's starter, needs to hold.
 */
@NullMarked
package io.weft.runtime;

import org.jspecify.annotations.NullMarked;
