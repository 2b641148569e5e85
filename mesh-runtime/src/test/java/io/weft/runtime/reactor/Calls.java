package io.weft.runtime.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.weft.runtime.MeshClientBed.Reply;
import io.weft.runtime.http.HttpCaller;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

/** Requests and replies in few words. */
final class Calls {

    private Calls() {}

    static ReactorRequest get(String url) {
        return request("GET", url, Map.of());
    }

    static ReactorRequest request(String method, String url, Map<String, String> headers) {
        HttpHeaders all = new DefaultHttpHeaders();
        headers.forEach(all::add);
        return new ReactorRequest(HttpMethod.valueOf(method), URI.create(url), all);
    }

    /** With a body that can be sent again. */
    static ReactorRequest post(String url, String body) {
        return post(url, Mono.fromSupplier(() -> bytes(body)), true);
    }

    /** With a body that streams, once. */
    static ReactorRequest postOnce(String url, String body) {
        return post(url, Flux.defer(() -> Flux.just(bytes(body))), false);
    }

    private static ReactorRequest post(String url, Publisher<ByteBuf> body, boolean repeatable) {
        return new ReactorRequest(
                HttpMethod.POST, URI.create(url), new DefaultHttpHeaders(), Optional.of(body), repeatable);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    static Reply call(ReactorClient client, ReactorRequest request) {
        return Objects.requireNonNull(reply(client, request).block());
    }

    /** The whole answer. */
    static Mono<Reply> reply(ReactorClient client, ReactorRequest request) {
        return client.call(request)
                .flatMap(answer -> text(answer).map(body -> HttpCaller.reply(answer.status(), answer.headers(), body)));
    }

    static Mono<String> text(ReactorAnswer answer) {
        return ByteBufFlux.fromInbound(answer.body()).aggregate().asString().defaultIfEmpty("");
    }
}
