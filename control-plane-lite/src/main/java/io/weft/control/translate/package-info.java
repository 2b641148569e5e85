/**
 * From configuration and registry to xDS resources, by pure functions: the same input gives the same bytes.
 * {@link io.weft.control.translate.Translator} is the door.
 */
@NullMarked
package io.weft.control.translate;

import org.jspecify.annotations.NullMarked;
