/** The mesh without a framework. */
@NullMarked
package io.weft.plain;

import org.jspecify.annotations.NullMarked;
