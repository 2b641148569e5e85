package io.weft.runtime.http;

import io.weft.runtime.call.Attempt;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Turns the deadlines of an attempt into HttpClient's timeouts; the caller's own hold where they are shorter. */
final class Limits {

    private final LongSupplier nanoTime;

    Limits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean expired(Attempt attempt) {
        return attempt.deadlineNanos().isPresent() && remaining(attempt) <= 0;
    }

    @SuppressWarnings("deprecation") // The per-request connect timeout is what makes it a cluster's, not a client's.
    RequestConfig apply(RequestConfig own, Attempt attempt) {
        Timeout connect = shorter(own.getConnectTimeout(), attempt.cluster().connectTimeout());
        if (attempt.deadlineNanos().isEmpty()) {
            return connect.equals(own.getConnectTimeout())
                    ? own
                    : RequestConfig.copy(own).setConnectTimeout(connect).build();
        }
        // Rounded up, and never zero, which would mean no timeout.
        Duration left = Duration.ofMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(remaining(attempt) + 999_999)));
        return RequestConfig.copy(own)
                .setConnectTimeout(shorter(connect, left))
                .setConnectionRequestTimeout(shorter(own.getConnectionRequestTimeout(), left))
                .setResponseTimeout(shorter(own.getResponseTimeout(), left))
                .build();
    }

    private long remaining(Attempt attempt) {
        return attempt.deadlineNanos().orElseThrow() - nanoTime.getAsLong();
    }

    private static Timeout shorter(@Nullable Timeout own, Duration limit) {
        if (own != null && own.isEnabled() && own.toDuration().compareTo(limit) <= 0) {
            return own;
        }
        return Timeout.of(limit);
    }
}
