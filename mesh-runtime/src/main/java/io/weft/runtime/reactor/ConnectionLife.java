package io.weft.runtime.reactor;

import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import io.weft.model.ConnectionPolicy;
import java.util.function.LongSupplier;
import reactor.netty.Connection;

/** How long a connection has lived, noted with it, as one request sees it. Used on its event loop. */
final class ConnectionLife {

    private static final AttributeKey<Past> KEY = AttributeKey.valueOf(ConnectionLife.class.getName());

    /** Since when, and how many requests. */
    private record Past(long birth, int served) {}

    private final Connection connection;
    private final long now;
    private final Past past;

    private ConnectionLife(Connection connection, long now) {
        Past known = connection.channel().attr(KEY).get();
        this.connection = connection;
        this.now = now;
        this.past = known == null ? new Past(now, 0) : known;
    }

    /** Counts the request that is about to be sent. A stream of HTTP/2 has a life of its own. */
    static ConnectionLife of(Connection connection, LongSupplier nanoTime) {
        ConnectionLife life = new ConnectionLife(connection, nanoTime.getAsLong());
        connection.channel().attr(KEY).set(new Past(life.past.birth(), life.past.served() + 1));
        return life;
    }

    /** Whether it served other requests before. */
    boolean reused() {
        return past.served() > 0;
    }

    /** Whether the request should be its last one. A stream of HTTP/2 cannot say so for its connection. */
    boolean isLast(ConnectionPolicy policy) {
        if (connection.channel() instanceof Http2StreamChannel) {
            return false;
        }
        int most = policy.maxRequestsPerConnection();
        return (most > 0 && past.served() + 1 >= most)
                || policy.maxDuration()
                        .filter(limit -> now - past.birth() >= limit.toNanos())
                        .isPresent();
    }

    /** Not to be used again. */
    void end() {
        connection.markPersistent(false);
    }
}
