package io.weft.runtime.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.weft.model.Address;
import io.weft.runtime.MeshClientBed.Backend;
import io.weft.runtime.MeshClientBed.Reaction;
import io.weft.runtime.load.LoadText;
import io.weft.runtime.tls.Certificates;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final Http2Listener listener;
    private final Queue<Reaction> reactions = new ConcurrentLinkedQueue<>();
    private final Queue<End> ends = new ConcurrentLinkedQueue<>();
    private final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, String> report = new ConcurrentHashMap<>();
    private final AtomicInteger busiest = new AtomicInteger();

    /** With prior knowledge, in plaintext. */
    public Http2Backend(String name) {
        this(name, Optional.empty());
    }

    /** Over TLS, agreed on by ALPN. */
    public static Http2Backend secured(String name, Certificates.Pair certificate) throws SSLException {
        return new Http2Backend(name, Optional.of(Http2Listener.tls(certificate)));
    }

    private Http2Backend(String name, Optional<SslContext> tls) {
        this.name = name;
        this.listener = new Http2Listener(tls, Conversation::new);
    }

    @Override
    public Address address() {
        return listener.address();
    }

    /** Where it listens. */
    public Http2Listener listener() {
        return listener;
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

    /** Answers questions for its load with this header from now on; else it has nothing to tell. */
    public void tell(String header, String value) {
        report.put(header, value);
    }

    /** The questions that came: path, and authority. */
    public List<String> asked() {
        return asked;
    }

    /** The most streams that were open on one connection. */
    public int busiest() {
        return busiest.get();
    }

    @Override
    public void close() {
        listener.close();
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
            if (LoadText.PATH.equals(head.get(":path"))) {
                asked.add(LoadText.PATH + " of " + head.get(":authority"));
                DefaultHttp2Headers headers = new DefaultHttp2Headers();
                headers.status("200");
                report.forEach(headers::add);
                stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
                return;
            }
            Channel connection = stream.channel().parent();
            head.put(":peer", connection.remoteAddress().toString());
            head.put(":body", body.toString());
            seen.add(head);
            int open = connection
                    .pipeline()
                    .get(Http2FrameCodec.class)
                    .connection()
                    .numActiveStreams();
            busiest.accumulateAndGet(open, Math::max);
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
