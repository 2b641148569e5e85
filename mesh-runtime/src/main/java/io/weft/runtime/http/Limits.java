package io.weft.runtime.http;

import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.Patience;
import io.weft.runtime.call.Pending;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What limits one call in time, as HttpClient's timeouts: by rule the deadline of each attempt,
 * and the caller's patience.
 */
final class Limits {

    private final RequestConfig own;
    private final @Nullable Timeout connect;
    private final Patience patience;
    private final ConnectLimits connectLimits;

    /**
     * The clock of the caller's patience starts.
     *
     * @param own what the request asks for
     * @param connections holds where that says nothing
     * @param connectLimits makes the configs of attempts without a deadline
     */
    @SuppressWarnings("deprecation") // A connect timeout of the request goes before the connection's.
    Limits(LongSupplier nanoTime, RequestConfig own, ConnectionConfig connections, ConnectLimits connectLimits) {
        this.connectLimits = connectLimits;
        this.own = own;
        this.connect = own.getConnectTimeout() != null ? own.getConnectTimeout() : connections.getConnectTimeout();
        Timeout response = own.getResponseTimeout() != null ? own.getResponseTimeout() : connections.getSocketTimeout();
        this.patience = new Patience(nanoTime, isSet(response) ? Optional.of(response.toDuration()) : Optional.empty());
    }

    /** Whether the attempt's deadline has passed, unless the caller's patience had come to its end before. */
    boolean expired(Attempt attempt) {
        return patience.outlasted(attempt);
    }

    /** Whether the caller's patience has come to its end. */
    boolean spent() {
        return patience.isSpent();
    }

    /** Not longer than the caller's patience. */
    Duration atMost(Duration time) {
        return patience.atMost(time);
    }

    /**
     * Waits, but not beyond the caller's patience.
     *
     * @throws SocketTimeoutException if that came to its end
     */
    void pause(Duration time, ExecChain.Scope scope) throws InterruptedIOException {
        Duration pause = atMost(time);
        Pause.of(pause, scope);
        if (pause.compareTo(time) < 0 || spent()) {
            throw new SocketTimeoutException("Read timed out");
        }
    }

    /**
     * Waits for a connection, no longer than the call has time.
     *
     * @throws SocketTimeoutException if the caller's patience came to its end
     */
    void await(Pending pending, ExecChain.Scope scope) throws InterruptedIOException {
        Pause.until(pending.turn(), patience.left(pending.deadlineNanos()).orElse(Long.MAX_VALUE), scope);
        if (spent() && !pending.turn().isDone()) {
            throw new SocketTimeoutException("Read timed out");
        }
    }

    /** HttpClient's timeouts for an attempt. */
    @SuppressWarnings("deprecation") // The per-request connect timeout is what makes it a cluster's, not a client's.
    RequestConfig apply(Attempt attempt) {
        OptionalLong nanos = patience.left(attempt.deadlineNanos());
        if (nanos.isEmpty()) {
            return connectLimits.of(own, connect, attempt.cluster().connectTimeout());
        }
        Timeout limit = shorter(connect, attempt.cluster().connectTimeout());
        // Rounded up, and never zero, which would mean no timeout.
        Duration left = Duration.ofMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() + 999_999)));
        return RequestConfig.copy(own)
                .setConnectTimeout(shorter(limit, left))
                .setConnectionRequestTimeout(shorter(own.getConnectionRequestTimeout(), left))
                .setResponseTimeout(shorter(own.getResponseTimeout(), left))
                .build();
    }

    private static boolean isSet(@Nullable Timeout timeout) {
        return timeout != null && timeout.isEnabled();
    }

    static Timeout shorter(@Nullable Timeout own, Duration limit) {
        return own != null && isSet(own) && own.toDuration().compareTo(limit) <= 0 ? own : Timeout.of(limit);
    }
}
