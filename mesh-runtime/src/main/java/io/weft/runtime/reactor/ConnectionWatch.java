package io.weft.runtime.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.weft.model.ConnectionPolicy;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.ChannelOperations;

/**
 * Closes a connection that rests in its pool after the silence, or at the age, that its cluster allows. One that is in
 * use at that age ends with a request ({@link ConnectionLife}) or with its last stream ({@link Streams}). The pool
 * looks whether a connection is open on the connection's event loop, where this closes it, so that no request gets one
 * that is about to close.
 */
final class ConnectionWatch extends IdleStateHandler {

    /** At one of HTTP/1.1 that is in use at its age. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final ConnectionPolicy policy;
    private @Nullable Future<?> old;

    ConnectionWatch(ConnectionPolicy policy) {
        super(0, 0, policy.idleTimeout().map(Duration::toMillis).orElse(0L), TimeUnit.MILLISECONDS);
        this.policy = policy;
    }

    @Override
    public void channelActive(ChannelHandlerContext connection) throws Exception {
        policy.maxDuration().ifPresent(age -> endAfter(age, connection));
        super.channelActive(connection);
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) throws Exception {
        if (old != null) {
            old.cancel(false);
        }
        super.channelInactive(connection);
    }

    private void endAfter(Duration time, ChannelHandlerContext connection) {
        old = connection.executor().schedule(() -> end(connection), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void end(ChannelHandlerContext connection) {
        Streams streams = Streams.of(connection.channel());
        if (streams != null) {
            streams.spend();
        } else if (isUsed(connection.channel())) {
            endAfter(LOOK_AGAIN, connection);
        } else {
            connection.close();
        }
    }

    @Override
    protected void channelIdle(ChannelHandlerContext connection, IdleStateEvent silence) {
        if (!isUsed(connection.channel())) {
            connection.close();
        }
    }

    private static boolean isUsed(Channel connection) {
        Streams streams = Streams.of(connection);
        return streams == null ? ChannelOperations.get(connection) != null : !streams.none();
    }
}
