package io.weft.runtime.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.timeout.ReadTimeoutException;
import io.weft.model.Outcome;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.HttpReply;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** The head of an answer, an endpoint's or the mesh's own, and its body as it comes: to be read, or to be released. */
public final class ReactorAnswer {

    /** An unwanted body of this size is read, to keep its connection; a longer one costs the connection. */
    private static final int WORTH_READING = 8 * 1024;

    private final int status;
    private final HttpHeaders headers;
    private final @Nullable Connection connection;
    private final boolean head;
    private final Flux<ByteBuf> body;
    private final AtomicBoolean taken = new AtomicBoolean();

    private ReactorAnswer(
            int status, HttpHeaders headers, Flux<ByteBuf> body, @Nullable Connection connection, boolean head) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.connection = connection;
        this.head = head;
    }

    static ReactorAnswer of(HttpClientResponse response, Connection connection) {
        return new ReactorAnswer(
                response.status().code(),
                response.responseHeaders(),
                connection.inbound().receive(),
                connection,
                response.method().equals(HttpMethod.HEAD));
    }

    static ReactorAnswer of(HttpReply reply) {
        HttpHeaders headers = new DefaultHttpHeaders();
        reply.headers().forEach(header -> headers.add(header.name(), header.value()));
        Flux<ByteBuf> body = reply.body().length == 0
                ? Flux.empty()
                : Flux.just(reply.body()).map(Unpooled::wrappedBuffer);
        return new ReactorAnswer(reply.status(), headers, body, null, false);
    }

    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** Can be subscribed to once. Each buffer is released when the subscriber is done with it, unless it retains it. */
    public Flux<ByteBuf> body() {
        return Flux.defer(() -> taken.compareAndSet(false, true)
                ? body
                : Flux.error(new IllegalStateException("the body was read before, or released")));
    }

    /** Lets go of a body that nobody reads; nothing if somebody does. */
    public void release() {
        if (connection != null && taken.compareAndSet(false, true)) {
            Disposable reading = connection.inbound().receive().subscribe(buffer -> {}, failure -> {});
            if (!isWorthReading()) {
                reading.dispose();
            }
        }
    }

    /** Reads a body to its end and throws it away. */
    void drain() {
        Disposable unused = body().subscribe(buffer -> {}, failure -> {});
    }

    private boolean isWorthReading() {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return head || status == 204 || status == 304 || (length != null && Long.parseLong(length) <= WORTH_READING);
    }

    Outcome outcome() {
        return new Outcome(Outcome.Kind.ANSWERED, status, -1, headers.contains("x-envoy-ratelimited"));
    }

    /** What follows the end of a body. */
    interface End {
        /** @param kept whether the connection will serve another request */
        void ended(boolean kept);
    }

    /** To be told when the body has been read to its end, given up or lost. */
    void onEnd(End end) {
        if (connection != null) {
            Channel channel = connection.channel();
            Disposable unused = connection
                    .onTerminate()
                    .subscribe(
                            done -> {},
                            failure -> end.ended(false),
                            () -> end.ended(channel.isActive()
                                    && !headers.containsValue(
                                            HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)));
        }
    }

    /** Counts the endpoint as busy until the body has ended; to be said before the attempt is finished. */
    void occupy(Attempt attempt) {
        Runnable release = attempt.hold();
        onEnd(kept -> {
            if (kept) {
                attempt.kept();
            }
            release.run();
        });
    }

    /** Ends the body, read or not, when the call's time is up: as Netty's own read timeout does, on the event loop. */
    void endAfter(Duration time) {
        if (connection != null) {
            Channel channel = connection.channel();
            Future<?> end = channel.eventLoop().schedule(() -> timeOut(channel), time.toNanos(), TimeUnit.NANOSECONDS);
            onEnd(kept -> end.cancel(false));
        }
    }

    private static void timeOut(Channel channel) {
        ReadTimeoutException end = new ReadTimeoutException();
        end.initCause(new SocketTimeoutException("the route's timeout ran out while the answer was being read"));
        channel.pipeline().fireExceptionCaught(end);
        ChannelFuture unused = channel.close();
    }
}
