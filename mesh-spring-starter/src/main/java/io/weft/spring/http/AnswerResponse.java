package io.weft.spring.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.weft.runtime.reactor.ReactorAnswer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/** An answer of the mesh's client as WebClient reads it. */
final class AnswerResponse implements ClientHttpResponse {

    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

    private final ReactorAnswer answer;
    private final HttpHeaders headers;

    AnswerResponse(ReactorAnswer answer) {
        this.answer = answer;
        this.headers = HttpHeaders.readOnlyHttpHeaders(new Netty4HeadersAdapter(answer.headers()));
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return HttpStatusCode.valueOf(answer.status());
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public MultiValueMap<String, ResponseCookie> getCookies() {
        MultiValueMap<String, ResponseCookie> cookies = new LinkedMultiValueMap<>();
        for (String line : answer.headers().getAll(HttpHeaderNames.SET_COOKIE)) {
            Cookie cookie = ClientCookieDecoder.LAX.decode(line);
            if (cookie != null) {
                cookies.add(cookie.name(), response(cookie));
            }
        }
        return cookies;
    }

    private static ResponseCookie response(Cookie cookie) {
        ResponseCookie.ResponseCookieBuilder response = ResponseCookie.fromClientResponse(cookie.name(), cookie.value())
                .domain(cookie.domain())
                .path(cookie.path())
                .maxAge(cookie.maxAge())
                .secure(cookie.isSecure())
                .httpOnly(cookie.isHttpOnly());
        if (cookie instanceof DefaultCookie more) {
            response.partitioned(more.isPartitioned());
            if (more.sameSite() != null) {
                response.sameSite(more.sameSite().name());
            }
        }
        return response.build();
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return answer.body().map(buffer -> BUFFERS.wrap(buffer.retain()));
    }
}
