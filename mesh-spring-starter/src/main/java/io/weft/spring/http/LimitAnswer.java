package io.weft.spring.http;

import io.weft.model.Guard;
import io.weft.runtime.guard.InboundLimits;
import io.weft.runtime.guard.RetryAfter;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** What a request above the limits of this workload is answered. */
record LimitAnswer(InboundLimits.Excess excess) {

    int status() {
        return fallback().status();
    }

    /** Tells each header; one that comes later replaces an earlier one of its name. */
    void headers(BiConsumer<String, String> set) {
        set.accept("x-envoy-ratelimited", "true");
        set.accept(RetryAfter.HTTP, RetryAfter.seconds(excess.retryAfter()));
        set.accept("content-type", "text/plain");
        fallback().headers().forEach(set);
    }

    byte[] body() {
        return fallback().body().getBytes(StandardCharsets.UTF_8);
    }

    private Guard.Fallback fallback() {
        return excess.rule().fallback();
    }
}
