package io.weft.runtime.reactor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.weft.runtime.MeshClientBed.Reply;
import io.weft.runtime.MeshClientBed.Status;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

/** Requests and replies in few words. */
final class Calls {

    private Calls() {}

    static ReactorRequest get(String url) {
        return get(url, Map.of());
    }

    static ReactorRequest get(String url, Map<String, String> headers) {
        HttpHeaders all = new DefaultHttpHeaders();
        headers.forEach(all::add);
        return new ReactorRequest(HttpMethod.GET, URI.create(url), all);
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
        return Objects.requireNonNull(client.call(request).flatMap(Calls::reply).block());
    }

    static Mono<String> text(ReactorAnswer answer) {
        return ByteBufFlux.fromInbound(answer.body()).aggregate().asString().defaultIfEmpty("");
    }

    private static Mono<Reply> reply(ReactorAnswer answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        headers.put(":status", "" + answer.status());
        Status status = switch (answer.status()) {
            case 200 -> Status.OK;
            case 429 -> Status.LIMITED;
            case 503 -> Status.UNAVAILABLE;
            case 504 -> Status.TIMEOUT;
            default -> Status.OTHER;
        };
        return text(answer).map(body -> new Reply(status, body, headers));
    }
}
