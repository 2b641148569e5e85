package io.weft.runtime.http;

import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.Pending;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What limits one call in time: by rule the deadline of each attempt, and by the caller's own word its response timeout.
 * Behind a sidecar that one would run from the sending of the request to the head of the answer, over every delay and
 * retry of the proxy; so it does here, from the call's beginning.
 */
final class Limits {

    private final LongSupplier nanoTime;
    private final RequestConfig own;
    private final @Nullable Timeout connect;
    private final OptionalLong patienceEnd;
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
        this.nanoTime = nanoTime;
        this.connectLimits = connectLimits;
        this.own = own;
        this.connect = own.getConnectTimeout() != null ? own.getConnectTimeout() : connections.getConnectTimeout();
        Timeout response = own.getResponseTimeout() != null ? own.getResponseTimeout() : connections.getSocketTimeout();
        this.patienceEnd = isSet(response)
                ? OptionalLong.of(nanoTime.getAsLong() + response.toDuration().toNanos())
                : OptionalLong.empty();
    }

    /** Whether the attempt's deadline has passed, unless the caller's patience had come to its end before. */
    boolean expired(Attempt attempt) {
        OptionalLong deadline = attempt.deadlineNanos();
        return deadline.isPresent()
                && left(deadline) <= 0
                && (patienceEnd.isEmpty() || deadline.getAsLong() - patienceEnd.getAsLong() <= 0);
    }

    /** Whether the caller's patience has come to its end. */
    boolean spent() {
        return patienceEnd.isPresent() && left(patienceEnd) <= 0;
    }

    /** Not longer than the caller's patience. */
    Duration atMost(Duration time) {
        return patienceEnd.isPresent() && left(patienceEnd) < time.toNanos()
                ? Duration.ofNanos(Math.max(0, left(patienceEnd)))
                : time;
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
        OptionalLong until = sooner(pending.deadlineNanos(), patienceEnd);
        Pause.until(pending.turn(), until.isEmpty() ? Long.MAX_VALUE : left(until), scope);
        if (spent() && !pending.turn().isDone()) {
            throw new SocketTimeoutException("Read timed out");
        }
    }

    /** HttpClient's timeouts for an attempt. */
    @SuppressWarnings("deprecation") // The per-request connect timeout is what makes it a cluster's, not a client's.
    RequestConfig apply(Attempt attempt) {
        OptionalLong deadline = sooner(attempt.deadlineNanos(), patienceEnd);
        if (deadline.isEmpty()) {
            return connectLimits.of(own, connect, attempt.cluster().connectTimeout());
        }
        Timeout limit = shorter(connect, attempt.cluster().connectTimeout());
        // Rounded up, and never zero, which would mean no timeout.
        Duration left = Duration.ofMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left(deadline) + 999_999)));
        return RequestConfig.copy(own)
                .setConnectTimeout(shorter(limit, left))
                .setConnectionRequestTimeout(shorter(own.getConnectionRequestTimeout(), left))
                .setResponseTimeout(shorter(own.getResponseTimeout(), left))
                .build();
    }

    private long left(OptionalLong deadline) {
        return deadline.orElseThrow() - nanoTime.getAsLong();
    }

    private static OptionalLong sooner(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.getAsLong() - other.getAsLong() <= 0 ? one : other;
    }

    private static boolean isSet(@Nullable Timeout timeout) {
        return timeout != null && timeout.isEnabled();
    }

    static Timeout shorter(@Nullable Timeout own, Duration limit) {
        return own != null && isSet(own) && own.toDuration().compareTo(limit) <= 0 ? own : Timeout.of(limit);
    }
}
