package io.weft.runtime.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.weft.model.HeaderEdit;
import io.weft.runtime.call.Attempt;
import io.weft.runtime.call.OutboundHead;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;

/** Sends one request of a caller, as often as need be, and notes how far it got. */
final class Wire {

    /** What Reactor Netty puts on every request that has none. */
    private static final List<String> DEFAULTS =
            List.of(HttpHeaderNames.USER_AGENT.toString(), HttpHeaderNames.ACCEPT.toString());

    private final ReactorRequest request;
    private final LongSupplier nanoTime;
    private volatile boolean sent;
    private volatile boolean reused;
    private volatile boolean refused;
    private volatile boolean bodyBegun;
    private volatile boolean bodyFailed;

    Wire(ReactorRequest request, LongSupplier nanoTime) {
        this.request = request;
        this.nanoTime = nanoTime;
    }

    /** Whether the last request had a connection, so that some of it may have gone out. */
    boolean sent() {
        return sent;
    }

    /** Whether that connection had been used before, so that the peer may have closed it meanwhile. */
    boolean reused() {
        return reused;
    }

    /** Whether the server said that it did nothing of the last request. */
    boolean refused() {
        return refused;
    }

    /** Whether the caller's own body ended in an error. */
    boolean bodyFailed() {
        return bodyFailed;
    }

    /** Whether the request can be sent (again) as it is. */
    boolean repeatable() {
        return request.body().isEmpty() || request.repeatable() || !bodyBegun;
    }

    /**
     * Sends the request for an attempt.
     *
     * @param url where to, with the path that the server shall see
     */
    Mono<ReactorAnswer> send(HttpClient client, String url, OutboundHead outbound, Attempt attempt) {
        return send(client.request(request.method()).uri(url), (head, life) -> {
            attempt.connected();
            edit(head.requestHeaders(), outbound.authority(), outbound.headers());
            if (life.isLast(attempt.cluster().connections())) {
                head.header(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                life.end();
            }
        });
    }

    /** Sends the request under its own authority, with what it lacks of these headers. */
    Mono<ReactorAnswer> send(HttpClient client, String url, List<HeaderEdit> missing) {
        return send(
                client.request(request.method()).uri(url),
                (head, life) -> edit(head.requestHeaders(), request.authority(), missing));
    }

    private void edit(HttpHeaders headers, String authority, List<HeaderEdit> edits) {
        headers.set(HttpHeaderNames.HOST, authority);
        for (String name : DEFAULTS) {
            if (!request.headers().contains(name)
                    && edits.stream().anyMatch(edit -> edit.name().equals(name))) {
                headers.remove(name);
            }
        }
        Edits.apply(edits, headers);
    }

    /** Sends the request as a client without a mesh would. */
    Mono<ReactorAnswer> send(HttpClient client) {
        HttpClient.RequestSender sender = client.request(request.method());
        // Reactor Netty takes hosts that java.net.URI has no name for, but only in a string.
        return send(
                request.uri().getHost() == null ? sender.uri(request.uri().toString()) : sender.uri(request.uri()),
                (head, life) -> {});
    }

    /** What is done to the head of a request at the last moment, when it has a connection. */
    private interface HeadEdit {
        void apply(HttpClientRequest head, ConnectionLife life);
    }

    private Mono<ReactorAnswer> send(HttpClient.RequestSender sender, HeadEdit edit) {
        return Mono.defer(() -> {
            sent = false;
            reused = false;
            refused = false;
            AtomicReference<ReactorAnswer> answered = new AtomicReference<>();
            return sender.send((head, out) -> {
                        sent = true;
                        request.headers()
                                .names()
                                .forEach(name -> head.requestHeaders()
                                        .set(name, request.headers().getAll(name)));
                        out.withConnection(connection -> {
                            ConnectionLife life = ConnectionLife.of(connection, nanoTime);
                            reused = life.reused();
                            StreamEnd.watch(connection.channel(), () -> refused = true);
                            Streams.begin(connection.channel());
                            edit.apply(head, life);
                        });
                        return body(out);
                    })
                    .responseConnection((response, connection) -> {
                        ReactorAnswer answer = ReactorAnswer.of(response, connection);
                        answered.set(answer);
                        return Mono.just(answer);
                    })
                    .next()
                    .doOnCancel(() -> {
                        ReactorAnswer unwanted = answered.get();
                        if (unwanted != null) {
                            unwanted.release();
                        }
                    });
        });
    }

    private Publisher<Void> body(NettyOutbound out) {
        if (request.body().isEmpty()) {
            return out.then();
        }
        Publisher<? extends ByteBuf> body = request.body().get();
        // A Mono stays one: its length is known, and it goes out with the head.
        return body instanceof Mono<? extends ByteBuf> whole
                ? out.send(whole.doOnSubscribe(begun -> bodyBegun = true).doOnError(failure -> bodyFailed = true))
                : out.send(Flux.from(body)
                        .doOnSubscribe(begun -> bodyBegun = true)
                        .doOnError(failure -> bodyFailed = true));
    }
}
