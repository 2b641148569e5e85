/**
 * Where workloads announce themselves: the stream that a workload holds open is its lease in the registry.
 *
 * <p>{@link io.weft.control.register.Registrations} is the door.
 */
@NullMarked
package io.weft.control.register;

import org.jspecify.annotations.NullMarked;
