package io.weft.spring.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.weft.runtime.reactor.ReactorRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.AbstractClientHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A request that is written down instead of sent: what becomes of it is planned from its whole head. A body of one
 * buffer is kept, so that it can be sent again; one that streams is not.
 */
final class WrittenRequest extends AbstractClientHttpRequest {

    private final HttpMethod method;
    private final URI uri;
    private @Nullable Publisher<? extends DataBuffer> body;

    WrittenRequest(HttpMethod method, URI uri) {
        this.method = method;
        this.uri = uri;
    }

    /** To be asked when the writer is done. */
    ReactorRequest written() {
        var headers = new DefaultHttpHeaders();
        getHeaders().headerSet().forEach(header -> headers.add(header.getKey(), header.getValue()));
        var as = io.netty.handler.codec.http.HttpMethod.valueOf(method.name());
        Publisher<? extends DataBuffer> written = body;
        if (written == null) {
            return new ReactorRequest(as, uri, headers);
        }
        if (written instanceof Mono<? extends DataBuffer> whole) {
            Mono<byte[]> kept = whole.map(WrittenRequest::bytes).cache();
            return new ReactorRequest(as, uri, headers, Optional.of(kept.map(Unpooled::wrappedBuffer)), true);
        }
        return new ReactorRequest(
                as, uri, headers, Optional.of(Flux.from(written).map(NettyDataBufferFactory::toByteBuf)), false);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public DataBufferFactory bufferFactory() {
        return DefaultDataBufferFactory.sharedInstance;
    }

    /** There is none yet. */
    @Override
    @SuppressWarnings("unchecked")
    public <T> T getNativeRequest() {
        return (T) this;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> content) {
        return doCommit(() -> {
            body = content;
            return Mono.empty();
        });
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> parts) {
        return writeWith(Flux.from(parts).concatMap(part -> part));
    }

    @Override
    public Mono<Void> setComplete() {
        return doCommit();
    }

    @Override
    protected void applyHeaders() {}

    @Override
    protected void applyCookies() {
        if (!getCookies().isEmpty()) {
            getHeaders()
                    .add(
                            HttpHeaders.COOKIE,
                            getCookies().values().stream()
                                    .flatMap(List::stream)
                                    .map(Object::toString)
                                    .collect(Collectors.joining("; ")));
        }
    }
}
