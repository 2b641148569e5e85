package io.weft.spring.http;

import io.weft.runtime.load.LoadText;
import io.weft.runtime.load.ServerLoad;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What {@link LoadFilter} does, for WebFlux. A request that its caller gives up has ended too. */
final class LoadWebFilter implements WebFilter, Ordered {

    private final ServerLoad load;

    LoadWebFilter(ServerLoad load) {
        this.load = load;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (LoadText.PATH.equals(exchange.getRequest().getURI().getRawPath())) {
            return told(exchange.getResponse());
        }
        return Mono.using(load::begin, ended -> chain.filter(exchange), Runnable::run);
    }

    private Mono<Void> told(ServerHttpResponse answer) {
        HttpHeaders headers = answer.getHeaders();
        headers.set(LoadText.HEADER, LoadText.of(load.report()));
        headers.setCacheControl("no-store");
        headers.setContentLength(0);
        return answer.setComplete();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
