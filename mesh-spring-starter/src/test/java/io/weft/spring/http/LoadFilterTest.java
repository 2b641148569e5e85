package io.weft.spring.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.runtime.load.LoadText;
import io.weft.runtime.load.ServerLoad;
import io.weft.runtime.upstream.LoadReport;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LoadFilterTest {

    private long now = 1;
    private final ServerLoad load = new ServerLoad(() -> now);
    private final LoadFilter filter = new LoadFilter(load);

    private static MockHttpServletRequest get(String path) {
        return new MockHttpServletRequest("GET", path);
    }

    @Test
    void answersForTheApplication() throws Exception {
        load.begin();
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(get(LoadText.PATH), response, (request, answer) -> {
            throw new AssertionError("not for the application");
        });
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeader(LoadText.HEADER)).isEqualTo("inFlight=1 latencyNanos=0");
        assertThat(load.report().inFlight()).isEqualTo(1);
    }

    @Test
    void countsARequestWhileItIsServed() throws Exception {
        List<LoadReport> during = new ArrayList<>();
        FilterChain application = (request, response) -> {
            during.add(load.report());
            now += 500;
        };
        filter.doFilter(get("/reviews/0"), new MockHttpServletResponse(), application);
        assertThat(during).containsExactly(new LoadReport(1, 0));
        assertThat(load.report()).isEqualTo(new LoadReport(0, 500));
    }

    @Test
    void countsNoRequestThatFailed() {
        assertThatThrownBy(() -> filter.doFilter(get("/"), new MockHttpServletResponse(), (request, response) -> {
                    throw new ServletException("no");
                }))
                .isInstanceOf(ServletException.class);
        assertThat(load.report().inFlight()).isZero();
    }

    @Test
    void countsAnAsynchronousRequestUntilItCompletes() throws Exception {
        MockHttpServletRequest request = get("/");
        request.setAsyncSupported(true);
        filter.doFilter(request, new MockHttpServletResponse(), (asked, response) -> asked.startAsync());
        assertThat(load.report().inFlight()).isEqualTo(1);
        Objects.requireNonNull(request.getAsyncContext()).complete();
        assertThat(load.report().inFlight()).isZero();
    }
}
