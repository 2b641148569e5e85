package io.weft.runtime.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.weft.model.ConnectionPolicy;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends PING frames over one connection of HTTP/2, and breaks it off when the server says nothing after one. Whatever
 * it says shows that it is there, be it the answer or not.
 */
final class Pings extends ChannelInboundHandlerAdapter {

    private final ConnectionPolicy.Pings asked;
    private final ChannelHandlerContext codec;
    private @Nullable Future<?> next;
    private boolean asking;

    private Pings(ConnectionPolicy.Pings asked, ChannelHandlerContext codec) {
        this.asked = asked;
        this.codec = codec;
    }

    /** Begins with a new connection if it is one of HTTP/2. */
    static void send(Channel connection, ConnectionPolicy.Pings asked) {
        ChannelHandlerContext codec = connection.pipeline().context(Http2FrameCodec.class);
        if (codec != null) {
            connection.pipeline().addFirst(new Pings(asked, codec));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext connection) {
        after(asked.interval(), connection, this::ping);
        connection.fireChannelActive();
    }

    private void ping(ChannelHandlerContext connection) {
        asking = true;
        ((Http2FrameCodec) codec.handler()).encoder().writePing(codec, false, 0, codec.newPromise());
        codec.flush();
        // From here, below HTTP/2, which would wait for its streams to end.
        after(asked.timeout(), connection, ChannelHandlerContext::close);
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object bytes) {
        if (asking) {
            asking = false;
            stop();
            after(asked.interval(), connection, this::ping);
        }
        connection.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        stop();
        connection.fireChannelInactive();
    }

    private void after(Duration time, ChannelHandlerContext connection, Consumer<ChannelHandlerContext> step) {
        next = connection.executor().schedule(() -> step.accept(connection), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }
}
