package io.weft.control.config;

import java.util.Optional;

/**
 * An answer without a call.
 *
 * @param string the body as text ({@code body.string})
 * @param bytes the body in base64 ({@code body.bytes})
 */
public record HttpDirectResponse(int status, Optional<String> string, Optional<String> bytes) {}
