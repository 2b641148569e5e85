package io.weft.runtime.guard;

import java.time.Duration;

/** How a caller that is refused is told when to try again: rounded up, as sooner would be in vain; at least 1. */
public final class RetryAfter {

    /** The header for HTTP callers, in seconds. */
    public static final String HTTP = "retry-after";

    /** The trailer for gRPC callers, in milliseconds, which gRPC's own retries obey (gRFC A6). */
    public static final String GRPC = "grpc-retry-pushback-ms";

    private RetryAfter() {}

    /** The value of {@link #HTTP}. */
    public static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.plusNanos(999_999_999).toSeconds()));
    }

    /** The value of {@link #GRPC}. */
    public static String millis(Duration time) {
        return Long.toString(Math.max(1, time.plusNanos(999_999).toMillis()));
    }
}
