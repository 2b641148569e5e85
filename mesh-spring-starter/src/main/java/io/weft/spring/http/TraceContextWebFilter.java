package io.weft.spring.http;

import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceContextAccessor;
import io.weft.runtime.call.TraceHeaders;
import java.util.random.RandomGenerator;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Puts the trace headers of a request, and its caller's address,
 * into the context of all that subscribes while it is served.
 */
final class TraceContextWebFilter implements WebFilter, Ordered {

    private final TraceHeaders traceHeaders;
    private final RandomGenerator random;

    TraceContextWebFilter(TraceHeaders traceHeaders, RandomGenerator random) {
        this.traceHeaders = traceHeaders;
        this.random = random;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ReactiveRequest request = new ReactiveRequest(exchange.getRequest());
        TraceContext work = traceHeaders.of(request::header, random).from(request.address());
        return chain.filter(exchange).contextWrite(context -> context.put(TraceContextAccessor.KEY, work));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 2;
    }
}
