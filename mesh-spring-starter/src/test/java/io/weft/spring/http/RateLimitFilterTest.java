package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.model.Guard;
import io.weft.model.InboundLimit;
import io.weft.model.RateLimit;
import io.weft.runtime.guard.InboundLimits;
import jakarta.servlet.FilterChain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RateLimitFilterTest {

    private final InboundLimits limits = new InboundLimits(() -> 0);
    private final RateLimitFilter filter = new RateLimitFilter(limits);

    private void limit(InboundLimit.Per per) {
        var rate = new RateLimit(1, Duration.ofSeconds(90), 1);
        var answer = new Guard.Fallback(
                Set.of(Guard.Cause.RATE_LIMITED), 429, 8, Map.of("content-type", "application/json"), "{}");
        limits.use(List.of(new InboundLimit(rate, per, answer, "guard.yaml:1")));
    }

    private MockHttpServletResponse request(String address, String user) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        request.addHeader("X-User", user);
        MockHttpServletResponse response = new MockHttpServletResponse();
        FilterChain application = (unused, served) -> served.getWriter().write("served");
        filter.doFilter(request, response, application);
        return response;
    }

    @Test
    void refusesWhatIsTooMuchAsTheRuleSays() throws Exception {
        limit(new InboundLimit.Per.Workload());
        assertThat(request("10.0.0.1", "a").getContentAsString()).isEqualTo("served");

        MockHttpServletResponse refused = request("10.0.0.2", "b");

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("retry-after")).isEqualTo("90");
        assertThat(refused.getHeader("x-envoy-ratelimited")).isEqualTo("true");
        assertThat(refused.getContentType()).isEqualTo("application/json");
        assertThat(refused.getContentAsString()).isEqualTo("{}");
    }

    @Test
    void countsCallersApartByAddress() throws Exception {
        limit(new InboundLimit.Per.Caller());
        request("10.0.0.1", "a");

        assertThat(request("10.0.0.1", "b").getStatus()).isEqualTo(429);
        assertThat(request("10.0.0.2", "a").getStatus()).isEqualTo(200);
    }

    @Test
    void countsValuesOfAHeaderApart() throws Exception {
        limit(new InboundLimit.Per.Header("x-user"));
        request("10.0.0.1", "a");

        assertThat(request("10.0.0.2", "a").getStatus()).isEqualTo(429);
        assertThat(request("10.0.0.2", "b").getStatus()).isEqualTo(200);
    }
}
