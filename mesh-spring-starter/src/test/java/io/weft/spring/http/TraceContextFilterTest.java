package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.runtime.call.Header;
import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceHeaders;
import jakarta.servlet.FilterChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TraceContextFilterTest {

    private final TraceContextFilter filter = new TraceContextFilter(TraceHeaders.DEFAULT, new Random(1));
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final List<TraceContext> seen = new ArrayList<>();

    private void serve() throws Exception {
        FilterChain application = (request, response) -> seen.add(TraceContext.current());
        filter.doFilter(request, new MockHttpServletResponse(), application);
    }

    @Test
    void handsTheTraceHeadersDown() throws Exception {
        request.addHeader("X-Request-Id", "r-1");
        request.addHeader("tracestate", "a=1");
        request.addHeader("tracestate", "b=2");
        request.addHeader("accept", "text/html");

        serve();

        assertThat(seen.get(0).headers())
                .contains(new Header("x-request-id", "r-1"), new Header("tracestate", "a=1,b=2"))
                .noneMatch(header -> header.name().equals("accept"));
    }

    @Test
    void makesARequestIdAndKeepsItForEveryDispatchOfTheRequest() throws Exception {
        serve();
        serve();

        assertThat(seen.get(0).headers()).extracting(Header::name).containsExactly("x-request-id");
        assertThat(seen.get(1).headers()).isEqualTo(seen.get(0).headers());
    }

    @Test
    void handsTheAddressOfTheCallerDown() throws Exception {
        request.setRemoteAddr("192.0.2.7");
        serve();

        assertThat(seen.get(0).caller()).isEqualTo("192.0.2.7");
    }

    @Test
    void leavesTheThreadAsItWas() throws Exception {
        serve();

        assertThat(TraceContext.current()).isSameAs(TraceContext.NONE);
    }
}
