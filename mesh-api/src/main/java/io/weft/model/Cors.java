package io.weft.model;

import java.util.List;

/**
 * Which pages of other origins may call, and what their browsers are told (Envoy's CorsPolicy). Texts are sent as they
 * stand; an empty one is not sent.
 *
 * @param allowOrigins any of these; one that takes {@code *} takes every origin
 * @param allowMethods separated by commas; {@code *} stands for the method that a preflight asks for
 * @param allowHeaders separated by commas; {@code *} stands for the headers that a preflight asks for
 * @param exposeHeaders separated by commas
 * @param maxAge how long a preflight's answer holds, in seconds
 * @param allowCredentials whether calls may carry cookies and the like
 * @param forwardUnmatchedPreflights whether a preflight of another origin goes upstream; if not, it is answered
 */
public record Cors(
        List<StringMatch> allowOrigins,
        String allowMethods,
        String allowHeaders,
        String exposeHeaders,
        String maxAge,
        boolean allowCredentials,
        boolean forwardUnmatchedPreflights) {
    public Cors {
        allowOrigins = List.copyOf(allowOrigins);
    }
}
