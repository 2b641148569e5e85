package io.weft.parity;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP endpoints of all recorded worlds: one server on every loopback address, told apart by the address called.
 */
final class HttpEcho implements AutoCloseable {

    /** The targetPort of the recorded http services. */
    static final int PORT = 19080;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private final Echo echo;

    HttpEcho(Echo echo) {
        this.echo = echo;
        this.server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new Pipeline())
                .bind("0.0.0.0", PORT)
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Pipeline extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            ChannelPipeline pipeline = channel.pipeline();
            pipeline.addLast(new HttpServerCodec(), new HttpServerKeepAliveHandler());
            pipeline.addLast(new HttpObjectAggregator(1 << 20), new Answer());
        }
    }

    private final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String address = ((InetSocketAddress) context.channel().localAddress())
                    .getAddress()
                    .getHostAddress();
            HttpHeaders headers = request.headers();
            int attempt = echo.note(headers.get("x-request-id", ""), seen(address, request));
            int status = HttpEcho.status(headers, address, attempt);
            int sleep = Echo.planned(headers.get("x-sleep", ""), attempt, 0);
            DefaultFullHttpResponse response = answer(request, address, status);
            if (sleep == 0) {
                context.writeAndFlush(response, context.voidPromise());
            } else {
                context.executor()
                        .schedule(
                                () -> context.writeAndFlush(response, context.voidPromise()),
                                sleep,
                                TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    private static DefaultFullHttpResponse answer(FullHttpRequest request, String address, int status) {
        ByteBuf body = request.method().name().equals("HEAD")
                ? Unpooled.EMPTY_BUFFER
                : Unpooled.copiedBuffer("{\"address\":\"" + address + "\"}", StandardCharsets.UTF_8);
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        response.headers().set("content-type", "application/json").set("x-upstream", "yes");
        response.headers().set("content-length", body.readableBytes());
        return response;
    }

    /** {@code x-bad: address=status;…} rules over {@code x-plan}. */
    private static int status(HttpHeaders headers, String address, int attempt) {
        for (String bad : headers.get("x-bad", "").split(";")) {
            if (bad.startsWith(address + "=")) {
                return Integer.parseInt(bad.substring(address.length() + 1));
            }
        }
        return Echo.planned(headers.get("x-plan", ""), attempt, 200);
    }

    private static Echo.Seen seen(String address, FullHttpRequest request) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.headers()
                .forEach(header -> headers.add(Map.entry(header.getKey().toLowerCase(Locale.ROOT), header.getValue())));
        return new Echo.Seen(
                address,
                request.method().name(),
                request.uri(),
                request.headers().get("host", ""),
                headers,
                "");
    }
}
