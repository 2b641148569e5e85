package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.runtime.call.Header;
import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceContextAccessor;
import io.weft.runtime.call.TraceHeaders;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class TraceContextWebFilterTest {

    private final TraceContextWebFilter filter = new TraceContextWebFilter(TraceHeaders.DEFAULT, new Random(1));

    /** What a subscriber finds on another thread, while the request is served. */
    private TraceContext seen(MockServerHttpRequest.BaseBuilder<?> request) {
        AtomicReference<TraceContext> seen = new AtomicReference<>();
        WebFilterChain application = exchange -> Mono.deferContextual(context -> {
                    seen.set(context.get(TraceContextAccessor.KEY));
                    return Mono.<Void>empty();
                })
                .subscribeOn(Schedulers.parallel());
        filter.filter(MockServerWebExchange.from(request), application).block();
        return Objects.requireNonNull(seen.get());
    }

    @Test
    void handsTheTraceHeadersDown() {
        assertThat(seen(MockServerHttpRequest.get("/")
                                .header("X-Request-Id", "r-1")
                                .header("tracestate", "a=1", "b=2")
                                .header("accept", "text/html"))
                        .headers())
                .contains(new Header("x-request-id", "r-1"), new Header("tracestate", "a=1,b=2"))
                .noneMatch(header -> header.name().equals("accept"));
    }

    @Test
    void handsTheAddressOfTheCallerDown() {
        assertThat(seen(MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress("192.0.2.7", 4711)))
                        .caller())
                .isEqualTo("192.0.2.7");
    }

    @Test
    void doesWithoutAnAddressWhereTheServerHasNone() {
        assertThat(seen(MockServerHttpRequest.get("/")).caller()).isEmpty();
    }
}
