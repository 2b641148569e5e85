/**
 * The kinds: how each is declared (the {@code .schema} resources, in Istio's names), the rules that a declaration
 * cannot express, and how a checked tree becomes a record. {@link io.weft.control.config.kinds.Kinds} is the way in.
 */
@NullMarked
package io.weft.control.config.kinds;

import org.jspecify.annotations.NullMarked;
