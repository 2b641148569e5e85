package io.weft.spring.http;

import io.weft.runtime.load.LoadText;
import io.weft.runtime.load.ServerLoad;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Counts the requests that are served, and tells callers who ask how many there are. */
final class LoadFilter implements Filter {

    private final ServerLoad load;

    LoadFilter(ServerLoad load) {
        this.load = load;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && LoadText.PATH.equals(http.getRequestURI())) {
            answer.setHeader(LoadText.HEADER, LoadText.of(load.report()));
            answer.setHeader("cache-control", "no-store");
            answer.setContentLength(0);
            return;
        }
        Runnable ended = load.begin();
        try {
            chain.doFilter(request, response);
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new AtCompletion(ended));
            } else {
                ended.run();
            }
        }
    }

    /** Every asynchronous request completes, after a timeout or an error too. */
    private record AtCompletion(Runnable ended) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            ended.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
