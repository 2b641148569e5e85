package io.weft.runtime.tls;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** TLS cannot be set up as a rule says; the message names the file, the field and the rule. */
public final class TlsException extends IOException {

    private static final long serialVersionUID = 1L;

    TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
