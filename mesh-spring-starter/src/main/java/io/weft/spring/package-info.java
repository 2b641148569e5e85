/**
 * Brings a Spring Boot application into the mesh: one dependency, properties under {@code mesh.*}, no code. This
 * package holds the mesh itself and the workload's registration; {@code .http}, {@code .grpc} and {@code .actuate}
 * connect it to what the application uses.
 */
@NullMarked
package io.weft.spring;

import org.jspecify.annotations.NullMarked;
