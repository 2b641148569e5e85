package io.weft.model;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What of a request is hashed to choose its endpoint (Envoy's RouteAction.HashPolicy, Istio's consistentHash). */
public sealed interface HashPolicy {

    /** A header's value; a request without it is not hashed. */
    record Header(String name) implements HashPolicy {}

    /**
     * A cookie's value. With a ttl the cookie is issued to a caller that has none.
     *
     * @param ttl of the issued cookie; zero makes it a session's
     * @param path of the issued cookie; empty for none
     * @param attributes more of the issued cookie, in order; one without a value is a flag
     */
    record Cookie(String name, Optional<Duration> ttl, String path, Map<String, String> attributes)
            implements HashPolicy {
        public Cookie {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }

    /** The address of whoever called this process. */
    record SourceIp() implements HashPolicy {}

    /** The first value of a query parameter. */
    record QueryParameter(String name) implements HashPolicy {}
}
