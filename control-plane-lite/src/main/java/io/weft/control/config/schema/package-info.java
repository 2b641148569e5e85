/**
 * YAML as a tree that knows its places, and a small language that says what such a tree may hold. Knows nothing of
 * Istio: the kinds are declared in {@code .config.kinds}.
 */
@NullMarked
package io.weft.control.config.schema;

import org.jspecify.annotations.NullMarked;
