package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Guard;
import io.weft.model.InboundLimit;
import io.weft.model.RateLimit;
import io.weft.runtime.guard.InboundLimits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilterChain;

class RateLimitWebFilterTest {

    private final InboundLimits limits = new InboundLimits(() -> 0);
    private final RateLimitWebFilter filter = new RateLimitWebFilter(limits);

    private void limit(InboundLimit.Per per) {
        var rate = new RateLimit(1, Duration.ofSeconds(90), 1);
        var answer = new Guard.Fallback(
                Set.of(Guard.Cause.RATE_LIMITED), 429, 8, Map.of("content-type", "application/json"), "{}");
        limits.use(List.of(new InboundLimit(rate, per, answer, "guard.yaml:1")));
    }

    private MockServerHttpResponse request(InetSocketAddress caller, String user) {
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get("/").remoteAddress(caller).header("X-User", user));
        WebFilterChain application = served -> served.getResponse().setComplete();
        filter.filter(exchange, application).block();
        return exchange.getResponse();
    }

    private MockServerHttpResponse request(String address, String user) {
        return request(new InetSocketAddress(address, 50_000), user);
    }

    @Test
    void refusesWhatIsTooMuchAsTheRuleSays() {
        limit(new InboundLimit.Per.Workload());
        assertThat(request("10.0.0.1", "a").getStatusCode()).isNull();

        MockServerHttpResponse refused = request("10.0.0.2", "b");

        assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(refused.getHeaders().getFirst("retry-after")).isEqualTo("90");
        assertThat(refused.getHeaders().getFirst("x-envoy-ratelimited")).isEqualTo("true");
        assertThat(refused.getHeaders().get("content-type")).containsExactly("application/json");
        assertThat(refused.getHeaders().getContentLength()).isEqualTo(2);
        assertThat(refused.getBodyAsString().block()).isEqualTo("{}");
    }

    @Test
    void countsCallersApartByAddress() {
        limit(new InboundLimit.Per.Caller());
        request("10.0.0.1", "a");

        assertThat(request("10.0.0.1", "b").getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(request("10.0.0.2", "a").getStatusCode()).isNull();
    }

    /** Spring doesn't resolve what a proxy's header says. */
    @Test
    void countsCallersBehindATrustedProxyApart() {
        limit(new InboundLimit.Per.Caller());
        request(InetSocketAddress.createUnresolved("10.0.0.1", 0), "a");

        assertThat(request(InetSocketAddress.createUnresolved("10.0.0.1", 0), "a")
                        .getStatusCode())
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(request(InetSocketAddress.createUnresolved("10.0.0.2", 0), "a")
                        .getStatusCode())
                .isNull();
    }

    @Test
    void countsValuesOfAHeaderApart() {
        limit(new InboundLimit.Per.Header("x-user"));
        request("10.0.0.1", "a");

        assertThat(request("10.0.0.2", "a").getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(request("10.0.0.2", "b").getStatusCode()).isNull();
    }
}
