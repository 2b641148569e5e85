/** Calls by Armeria's client, which takes its endpoints and routes from a control plane. */
@NullMarked
package io.weft.bench.armeria;

import org.jspecify.annotations.NullMarked;
