package io.weft.control.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which pages of other origins may call (Istio's CorsPolicy). */
public record CorsPolicy(
        List<StringMatch> allowOrigins,
        List<String> allowMethods,
        List<String> allowHeaders,
        List<String> exposeHeaders,
        Optional<Duration> maxAge,
        Optional<Boolean> allowCredentials,
        UnmatchedPreflights unmatchedPreflights) {

    public CorsPolicy {
        allowOrigins = List.copyOf(allowOrigins);
        allowMethods = List.copyOf(allowMethods);
        allowHeaders = List.copyOf(allowHeaders);
        exposeHeaders = List.copyOf(exposeHeaders);
    }

    /** What becomes of a preflight from an origin that is not allowed; UNSPECIFIED means FORWARD. */
    public enum UnmatchedPreflights {
        UNSPECIFIED,
        FORWARD,
        IGNORE
    }
}
