package io.weft.spring.http;

import io.weft.runtime.call.TraceContext;
import io.weft.runtime.call.TraceHeaders;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the trace headers of a request those of every call that is made while it is served. */
final class TraceContextFilter implements Filter {

    /** The context of a request, the same for all its dispatches. */
    private static final String ATTRIBUTE = TraceContext.class.getName();

    private final TraceHeaders traceHeaders;
    private final RandomGenerator random;

    TraceContextFilter(TraceHeaders traceHeaders, RandomGenerator random) {
        this.traceHeaders = traceHeaders;
        this.random = random;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http) {
            try (TraceContext.Scope scope = context(http).open()) {
                chain.doFilter(request, response);
            }
        } else {
            chain.doFilter(request, response);
        }
    }

    private TraceContext context(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof TraceContext known) {
            return known;
        }
        String caller = request.getRemoteAddr();
        TraceContext context =
                traceHeaders.of(name -> header(request, name), random).from(caller == null ? "" : caller);
        request.setAttribute(ATTRIBUTE, context);
        return context;
    }

    private static @Nullable String header(HttpServletRequest request, String name) {
        Enumeration<String> values = request.getHeaders(name);
        return values == null || !values.hasMoreElements() ? null : String.join(",", Collections.list(values));
    }
}
