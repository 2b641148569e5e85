package io.weft.runtime.http;

import io.weft.model.ConnectionPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * How long the connections of a client may live. HttpClient shows neither a connection nor its age; but it shows the
 * details of its endpoint, an object that a connection keeps all its life and that counts its requests.
 */
final class ConnectionLives {

    private final Map<EndpointDetails, Long> births = Collections.synchronizedMap(new WeakHashMap<>());
    private final LongSupplier nanoTime;

    ConnectionLives(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A connection has just been made. */
    void begin(EndpointDetails connection, ConnectionPolicy policy) {
        if (policy.maxDuration().isPresent()) {
            births.put(connection, nanoTime.getAsLong());
        }
    }

    /**
     * How long a connection may rest until its next request, after this one.
     *
     * @param wanted what the client itself says; not positive for any time
     * @return null if it has served its time
     */
    @Nullable
    TimeValue rest(EndpointDetails connection, ConnectionPolicy policy, TimeValue wanted) {
        int most = policy.maxRequestsPerConnection();
        if (most > 0 && connection.getRequestCount() >= most) {
            return null;
        }
        TimeValue rest = policy.idleTimeout().map(idle -> shorter(wanted, idle)).orElse(wanted);
        Long birth = policy.maxDuration().isPresent() ? births.get(connection) : null;
        if (birth == null) {
            return rest;
        }
        Duration left = policy.maxDuration().get().minusNanos(nanoTime.getAsLong() - birth);
        return left.toMillis() <= 0 ? null : shorter(rest, left);
    }

    private static TimeValue shorter(TimeValue wanted, Duration limit) {
        return TimeValue.isPositive(wanted) && wanted.toDuration().compareTo(limit) <= 0 ? wanted : TimeValue.of(limit);
    }
}
