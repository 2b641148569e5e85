package io.weft.runtime.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.weft.model.Address;
import io.weft.runtime.tls.Certificates;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** A port where HTTP/2 is spoken, with its connections. */
public final class Http2Listener implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger pings = new AtomicInteger();
    private final Channel server;

    /**
     * @param tls empty for plaintext, with prior knowledge
     * @param stream answers on one
     */
    Http2Listener(Optional<SslContext> tls, Supplier<ChannelHandler> stream) {
        server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        tls.ifPresent(context -> connection.pipeline().addLast(context.newHandler(connection.alloc())));
                        open(connection, stream);
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", 0))
                .syncUninterruptibly()
                .channel();
    }

    private void open(Channel connection, Supplier<ChannelHandler> stream) {
        connections.add(connection);
        connection
                .pipeline()
                .addLast(
                        Http2FrameCodecBuilder.forServer().build(),
                        new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel begun) {
                                begun.pipeline().addLast(stream.get());
                            }
                        }),
                        new SimpleChannelInboundHandler<Http2PingFrame>() {
                            @Override
                            protected void channelRead0(ChannelHandlerContext unused, Http2PingFrame ping) {
                                pings.incrementAndGet();
                            }
                        });
    }

    /** Agreed on by ALPN. */
    static SslContext tls(Certificates.Pair certificate) throws SSLException {
        return SslContextBuilder.forServer(
                        certificate.certificate().toFile(), certificate.key().toFile())
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
    }

    Address address() {
        return new Address("127.0.0.1", ((InetSocketAddress) server.localAddress()).getPort());
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** How many PING frames came. */
    public int pings() {
        return pings.get();
    }

    /** Hears nothing on its connections from now on, as a machine that has lost its power. */
    public void fallSilent() {
        connections.forEach(connection -> connection.config().setAutoRead(false));
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
