/**
 * The xDS server: state-of-the-world and incremental discovery from the same entries.
 *
 * <p>It knows resources by type and name, and nothing of what they mean: {@link io.weft.control.serve.ResourceView} is
 * what it is given to serve. The protocol is plain state ({@code Hub}, {@code ClientStream}, {@code Feed}) without
 * sockets, threads or clocks; {@link io.weft.control.serve.AdsServer} puts gRPC and one thread around it.
 */
@NullMarked
package io.weft.control.serve;

import org.jspecify.annotations.NullMarked;
