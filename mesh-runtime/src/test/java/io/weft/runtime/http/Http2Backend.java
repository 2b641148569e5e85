package io.weft.runtime.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import io.weft.model.Address;
import io.weft.runtime.MeshClientBed.Backend;
import io.weft.runtime.MeshClientBed.Reaction;
import io.weft.runtime.tls.Certificates;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** An endpoint that speaks HTTP/2 and nothing else, frame by frame, and answers with its name. */
public final class Http2Backend implements Backend {

    /** How a stream ends that gets no answer. */
    public enum End {
        /** RST_STREAM with REFUSED_STREAM: nothing was done. */
        REFUSED,
        /** GOAWAY that leaves the stream out: nothing was done. */
        GONE,
        /** RST_STREAM with INTERNAL_ERROR. */
        BROKEN
    }

    private final String name;
    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private final Queue<Reaction> reactions = new ConcurrentLinkedQueue<>();
    private final Queue<End> ends = new ConcurrentLinkedQueue<>();
    private final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();

    /** With prior knowledge, in plaintext. */
    public Http2Backend(String name) {
        this(name, Optional.empty());
    }

    /** Over TLS, agreed on by ALPN. */
    public static Http2Backend secured(String name, Certificates.Pair certificate) throws SSLException {
        return new Http2Backend(
                name,
                Optional.of(SslContextBuilder.forServer(
                                certificate.certificate().toFile(),
                                certificate.key().toFile())
                        .applicationProtocolConfig(new ApplicationProtocolConfig(
                                ApplicationProtocolConfig.Protocol.ALPN,
                                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                                ApplicationProtocolNames.HTTP_2))
                        .build()));
    }

    private Http2Backend(String name, Optional<SslContext> tls) {
        this.name = name;
        this.server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        tls.ifPresent(context -> connection.pipeline().addLast(context.newHandler(connection.alloc())));
                        connection
                                .pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer().build(),
                                        new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                                            @Override
                                            protected void initChannel(Channel stream) {
                                                stream.pipeline().addLast(new Conversation());
                                            }
                                        }));
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public Address address() {
        return new Address("127.0.0.1", ((InetSocketAddress) server.localAddress()).getPort());
    }

    @Override
    public void next(Reaction... next) {
        reactions.addAll(List.of(next));
    }

    /** How the next streams end. */
    public void next(End... next) {
        ends.addAll(List.of(next));
    }

    @Override
    public List<Map<String, String>> seen() {
        return seen;
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** One stream. */
    private final class Conversation extends ChannelInboundHandlerAdapter {

        private final Map<String, String> head = new TreeMap<>();
        private final StringBuilder body = new StringBuilder();

        @Override
        public void channelRead(ChannelHandlerContext stream, Object frame) {
            try {
                if (frame instanceof Http2HeadersFrame headers) {
                    headers.headers()
                            .forEach(header -> head.merge(
                                    header.getKey().toString(),
                                    header.getValue().toString(),
                                    (one, other) -> one + "," + other));
                    asked(stream, headers.isEndStream());
                } else if (frame instanceof Http2DataFrame data) {
                    body.append(data.content().toString(StandardCharsets.UTF_8));
                    asked(stream, data.isEndStream());
                }
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }

        private void asked(ChannelHandlerContext stream, boolean all) {
            if (!all) {
                return;
            }
            Channel connection = stream.channel().parent();
            head.put(":peer", connection.remoteAddress().toString());
            head.put(":body", body.toString());
            seen.add(head);
            End end = ends.poll();
            if (end != null) {
                end(stream, end);
                return;
            }
            Reaction reaction = reactions.poll();
            if (reaction == Reaction.LATE) {
                stream.executor().schedule(() -> answer(stream, "200"), 1, TimeUnit.SECONDS);
            } else {
                answer(stream, reaction == Reaction.UNAVAILABLE ? "503" : "200");
            }
        }

        private void end(ChannelHandlerContext stream, End end) {
            if (end == End.GONE) {
                goAway(stream.channel());
                return;
            }
            Http2Error why = end == End.REFUSED ? Http2Error.REFUSED_STREAM : Http2Error.INTERNAL_ERROR;
            stream.writeAndFlush(new DefaultHttp2ResetFrame(why));
        }

        private static void goAway(Channel stream) {
            int before = Math.max(0, ((Http2StreamChannel) stream).stream().id() - 2);
            ChannelHandlerContext codec = stream.parent().pipeline().context(Http2FrameCodec.class);
            // Not by a frame of the codec's, which would count this stream in.
            ((Http2FrameCodec) codec.handler())
                    .encoder()
                    .frameWriter()
                    .writeGoAway(codec, before, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, codec.newPromise());
            codec.flush();
        }

        private void answer(ChannelHandlerContext stream, String status) {
            stream.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status(status)));
            stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(name, StandardCharsets.UTF_8), true));
        }
    }
}
