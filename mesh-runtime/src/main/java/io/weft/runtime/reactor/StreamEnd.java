package io.weft.runtime.reactor;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;

/**
 * How the server ended a stream of HTTP/2, which Reactor Netty reads as a connection that was closed. Refused is one of
 * which the server did nothing (RFC 9113, 8.7): it said so, or left the stream out of those that it would still serve.
 */
final class StreamEnd extends ChannelInboundHandlerAdapter {

    private final Runnable refused;

    private StreamEnd(Runnable refused) {
        this.refused = refused;
    }

    /** @param refused run if the stream is, before it ends */
    static void watch(Channel connection, Runnable refused) {
        if (connection instanceof Http2StreamChannel) {
            connection.pipeline().addFirst(new StreamEnd(refused));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext stream, Object event) throws Exception {
        boolean reset = event instanceof Http2ResetFrame frame && frame.errorCode() == Http2Error.REFUSED_STREAM.code();
        if (reset || event instanceof Http2GoAwayFrame) {
            refused.run();
        }
        super.userEventTriggered(stream, event);
    }
}
