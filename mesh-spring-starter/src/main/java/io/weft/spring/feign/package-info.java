/** Connects the mesh to OpenFeign. */
@NullMarked
package io.weft.spring.feign;

import org.jspecify.annotations.NullMarked;
