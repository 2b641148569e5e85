/**
 * What is wrong with objects that are each right by themselves, in the codes of {@code istioctl analyze}. References
 * of routes are checked where they are translated, as it depends on them which version of a route is in force.
 */
@NullMarked
package io.weft.control.analyze;

import org.jspecify.annotations.NullMarked;
