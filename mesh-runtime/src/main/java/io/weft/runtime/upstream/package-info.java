/** The live side of clusters: who is chosen for an attempt, who is put aside, and what is under way. */
@NullMarked
package io.weft.runtime.upstream;

import org.jspecify.annotations.NullMarked;
