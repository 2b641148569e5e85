/**
 * Which of many routes a request belongs to: {@link io.weft.runtime.match.RouteMatcher} over the
 * {@link io.weft.runtime.match.Conditions} of each, as Envoy compares them.
 */
@NullMarked
package io.weft.runtime.match;

import org.jspecify.annotations.NullMarked;
