package io.weft.runtime.grpc;

import io.grpc.Metadata;
import io.weft.runtime.guard.RetryAfter;
import java.util.OptionalInt;

/** What the server asks of whoever would try again, in its trailers (gRFC A6). */
final class Pushback {

    private static final Metadata.Key<String> KEY = Metadata.Key.of(RetryAfter.GRPC, Metadata.ASCII_STRING_MARSHALLER);

    private Pushback() {}

    /** Milliseconds; negative for no other attempt, which is also what an unreadable value means. */
    static OptionalInt of(Metadata trailers) {
        String value = trailers.get(KEY);
        if (value == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            return OptionalInt.of(-1);
        }
    }
}
