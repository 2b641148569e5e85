package io.weft.runtime.reactor;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2SettingsFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.weft.model.ConnectionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one connection of HTTP/2. Keeps them to what its cluster allows in the words that a server has for
 * that, which the pool obeys: a SETTINGS_MAX_CONCURRENT_STREAMS, and a GOAWAY when the last one has begun. Used on the
 * connection's event loop.
 */
final class Streams extends ChannelInboundHandlerAdapter {

    private final ConnectionPolicy policy;
    private final ChannelHandlerContext codec;
    private int open;
    private int begun;
    private boolean spent;

    private Streams(ConnectionPolicy policy, ChannelHandlerContext codec) {
        this.policy = policy;
        this.codec = codec;
    }

    /** Watches a new connection if it is one of HTTP/2. */
    static void watch(Channel connection, ConnectionPolicy policy) {
        ChannelHandlerContext codec = connection.pipeline().context(Http2FrameCodec.class);
        ChannelHandlerContext streams = connection.pipeline().context(Http2MultiplexHandler.class);
        if (codec != null && streams != null) {
            connection.pipeline().addAfter(streams.name(), Streams.class.getName(), new Streams(policy, codec));
        }
    }

    /** Those of a connection; null if it has none. */
    static @Nullable Streams of(Channel connection) {
        return connection.pipeline().get(Streams.class);
    }

    /** A request is about to be sent on this stream, if it is one. */
    static void begin(Channel stream) {
        Streams all = stream instanceof Http2StreamChannel ? of(stream.parent()) : null;
        if (all != null) {
            all.begun(stream);
        }
    }

    boolean none() {
        return open == 0;
    }

    private void begun(Channel stream) {
        open++;
        begun++;
        if (begun == policy.maxRequestsPerConnection()) {
            spend();
        }
        stream.closeFuture().addListener(closed -> ended());
    }

    private void ended() {
        open--;
        if (spent && open == 0) {
            codec.channel().close();
        }
    }

    /** Begins no more of them, and closes the connection when the last one has ended. */
    void spend() {
        if (open == 0) {
            codec.channel().close();
            return;
        }
        if (most() > 1) {
            // Also for those to whom the pool is about to give this connection: it looks once more.
            Http2Settings full = new Http2Settings().maxConcurrentStreams(1);
            codec.pipeline().context(this).fireChannelRead(new DefaultHttp2SettingsFrame(full));
        }
        spent = true;
        if (!connection().goAwayReceived()) {
            try {
                connection().goAwayReceived(Integer.MAX_VALUE, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER);
            } catch (Http2Exception e) {
                throw new IllegalStateException("a first GOAWAY excludes no stream", e);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object frame) {
        if (frame instanceof Http2SettingsFrame server) {
            Http2Connection.Endpoint<?> here = connection().local();
            int ofServer = here.maxActiveStreams();
            int most = Math.min(ofServer, most());
            server.settings().maxConcurrentStreams(most);
            // The pool begins with the number that it finds here, and goes on with those that it hears.
            here.maxActiveStreams(most);
            connection.fireChannelRead(frame);
            here.maxActiveStreams(ofServer);
        } else {
            connection.fireChannelRead(frame);
        }
    }

    private int most() {
        int requests = policy.maxRequestsPerConnection();
        return spent ? 1 : Math.min(policy.maxConcurrentStreams(), requests == 0 ? Integer.MAX_VALUE : requests);
    }

    private Http2Connection connection() {
        return ((Http2FrameCodec) codec.handler()).connection();
    }
}
