/**
 * TLS that the mesh originates towards destinations outside of it, from the files that a DestinationRule names: {@link
 * io.weft.runtime.tls.TlsContexts} is the door, for every protocol.
 */
@NullMarked
package io.weft.runtime.tls;

import org.jspecify.annotations.NullMarked;
