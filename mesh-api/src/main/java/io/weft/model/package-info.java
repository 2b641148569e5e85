/** What a mesh is, as immutable values: routes, clusters, endpoints, policies, and the head and outcome of a call. */
@NullMarked
package io.weft.model;

import org.jspecify.annotations.NullMarked;
