/** A small Spring Boot application that says what its start took. It knows nothing of the mesh. */
@NullMarked
package io.weft.bench.startup;

import org.jspecify.annotations.NullMarked;
