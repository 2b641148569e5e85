package io.weft.spring.http;

import io.weft.runtime.guard.CallerIdentity;
import io.weft.runtime.guard.InboundLimits;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses requests above the limits of this workload. */
final class RateLimitFilter implements Filter {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final InboundLimits limits;

    RateLimitFilter(InboundLimits limits) {
        this.limits = limits;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<InboundLimits.Excess> excess =
                request instanceof HttpServletRequest http ? limits.check(new Incoming(http)) : Optional.empty();
        if (excess.isPresent() && response instanceof HttpServletResponse http) {
            refuse(new LimitAnswer(excess.get()), http);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(LimitAnswer answer, HttpServletResponse response) throws IOException {
        byte[] body = answer.body();
        response.setStatus(answer.status());
        answer.headers(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private record Incoming(HttpServletRequest request) implements InboundLimits.Request {

        @Override
        public String caller() {
            Object chain = request.getAttribute(CERTIFICATES);
            return CallerIdentity.spiffe(chain instanceof X509Certificate[] certificates ? certificates : null)
                    .orElseGet(request::getRemoteAddr);
        }

        @Override
        public @Nullable String header(String name) {
            Enumeration<String> values = request.getHeaders(name);
            return values == null || !values.hasMoreElements() ? null : String.join(",", Collections.list(values));
        }
    }
}
