package io.weft.spring.http;

import io.weft.runtime.guard.InboundLimits;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What {@link RateLimitFilter} does, for WebFlux; before the application's security too. */
final class RateLimitWebFilter implements WebFilter, Ordered {

    private final InboundLimits limits;

    RateLimitWebFilter(InboundLimits limits) {
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Optional<InboundLimits.Excess> excess = limits.check(new ReactiveRequest(exchange.getRequest()));
        return excess.isEmpty()
                ? chain.filter(exchange)
                : refuse(new LimitAnswer(excess.get()), exchange.getResponse());
    }

    private static Mono<Void> refuse(LimitAnswer answer, ServerHttpResponse response) {
        byte[] body = answer.body();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        answer.headers(response.getHeaders()::set);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 3;
    }
}
