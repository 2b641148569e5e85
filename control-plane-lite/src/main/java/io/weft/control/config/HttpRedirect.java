package io.weft.control.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An answer that sends the caller elsewhere. What is empty stays as in the request.
 *
 * @param uri the whole new path
 * @param prefixRewrite what replaces the matched prefix
 * @param redirectCode empty means 301
 */
public record HttpRedirect(
        Optional<String> uri,
        Optional<String> prefixRewrite,
        Optional<String> authority,
        OptionalInt port,
        Optional<DerivePort> derivePort,
        Optional<String> scheme,
        OptionalInt redirectCode) {

    /** Where the port comes from, if it is not written. */
    public enum DerivePort {
        FROM_PROTOCOL_DEFAULT,
        FROM_REQUEST_PORT
    }
}
