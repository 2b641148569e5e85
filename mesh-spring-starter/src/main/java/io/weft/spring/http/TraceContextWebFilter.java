package io.weft.spring.http;

import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceContextAccessor;
import io.weft.runtime.call.TraceHeaders;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Puts the trace headers of a request, and its caller's address, into the context of all that subscribes while it is served. */
final class TraceContextWebFilter implements WebFilter, Ordered {

    private final TraceHeaders traceHeaders;
    private final RandomGenerator random;

    TraceContextWebFilter(TraceHeaders traceHeaders, RandomGenerator random) {
        this.traceHeaders = traceHeaders;
        this.random = random;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        TraceContext work = traceHeaders
                .of(name -> header(headers, name), random)
                .from(caller(exchange.getRequest().getRemoteAddress()));
        return chain.filter(exchange).contextWrite(context -> context.put(TraceContextAccessor.KEY, work));
    }

    private static String caller(@Nullable InetSocketAddress address) {
        return address == null || address.isUnresolved()
                ? ""
                : address.getAddress().getHostAddress();
    }

    private static @Nullable String header(HttpHeaders headers, String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : String.join(",", values);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 2;
    }
}
