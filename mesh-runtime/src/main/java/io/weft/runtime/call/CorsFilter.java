package io.weft.runtime.call;

import io.weft.model.Cors;
import io.weft.model.HeaderEdit;
import io.weft.model.RequestHead;
import io.weft.runtime.match.TextCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Envoy's CORS filter with the policy of one route. Every request of an allowed origin has its answer marked, the
 * mesh's own answers included; a preflight, by which a browser asks beforehand, is answered here. Immutable.
 */
final class CorsFilter {

    private static final String ORIGIN = "origin";
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";
    private static final String ALLOW_CREDENTIALS = "access-control-allow-credentials";
    private static final String EXPOSE_HEADERS = "access-control-expose-headers";
    private static final String REQUEST_METHOD = "access-control-request-method";
    private static final String REQUEST_HEADERS = "access-control-request-headers";
    private static final String TRUE = "true";
    private static final String ANY = "*";

    private final Cors policy;
    private final List<Predicate<String>> origins;

    /** @throws IllegalArgumentException for a regex that is wrong or too big */
    CorsFilter(Cors policy) {
        this.policy = policy;
        this.origins = policy.allowOrigins().stream().map(TextCondition::of).toList();
    }

    /** What comes on top of an answer's headers, whoever made it. */
    List<HeaderEdit> responseEdits(RequestHead head) {
        String origin = value(head, ORIGIN);
        if (!allows(origin)) {
            return List.of();
        }
        List<HeaderEdit> edits = new ArrayList<>();
        edits.add(new HeaderEdit.Set(ALLOW_ORIGIN, origin));
        if (policy.allowCredentials()) {
            edits.add(new HeaderEdit.Set(ALLOW_CREDENTIALS, TRUE));
        }
        if (!policy.exposeHeaders().isEmpty()) {
            edits.add(new HeaderEdit.Set(EXPOSE_HEADERS, policy.exposeHeaders()));
        }
        return edits;
    }

    /** The headers of the answer to a preflight; empty for a request that goes its way. */
    Optional<List<Header>> preflight(RequestHead head) {
        String origin = value(head, ORIGIN);
        String method = value(head, REQUEST_METHOD);
        boolean asks = head.method().equals("OPTIONS") && !origin.isEmpty() && !method.isEmpty();
        if (!asks || (policy.forwardUnmatchedPreflights() && !allows(origin))) {
            return Optional.empty();
        }
        boolean allowed = allows(origin);
        List<Header> headers = new ArrayList<>();
        add(headers, ALLOW_ORIGIN, allowed ? origin : "");
        add(headers, ALLOW_CREDENTIALS, policy.allowCredentials() ? TRUE : ""); // to anybody who asks, as by Envoy
        asked(headers, "access-control-allow-methods", policy.allowMethods(), method);
        asked(headers, "access-control-allow-headers", policy.allowHeaders(), value(head, REQUEST_HEADERS));
        add(headers, "access-control-max-age", policy.maxAge());
        add(headers, EXPOSE_HEADERS, allowed ? policy.exposeHeaders() : "");
        return Optional.of(headers);
    }

    /** What a header says; empty if it is not there. */
    private static String value(RequestHead head, String name) {
        String value = head.header(name);
        return value == null ? "" : value;
    }

    private static void asked(List<Header> headers, String name, String value, String asked) {
        if (value.equals(ANY)) {
            headers.add(new Header(name, asked));
        } else {
            add(headers, name, value);
        }
    }

    private static void add(List<Header> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.add(new Header(name, value));
        }
    }

    /** As in Envoy, a condition that takes {@code *} takes every origin. */
    private boolean allows(String origin) {
        return !origin.isEmpty() && origins.stream().anyMatch(allowed -> allowed.test(ANY) || allowed.test(origin));
    }
}
