package io.weft.model;

import java.time.Duration;
import java.util.Optional;

/** What of a request is hashed to choose its endpoint (Envoy's RouteAction.HashPolicy, Istio's consistentHash). */
public sealed interface HashPolicy {

    /** A header's value; a request without it is not hashed. */
    record Header(String name) implements HashPolicy {}

    /**
     * A cookie's value. With a ttl the cookie is issued to a caller that has none; a ttl of zero makes it a session's.
     *
     * @param path of the issued cookie; empty for none
     */
    record Cookie(String name, Optional<Duration> ttl, String path) implements HashPolicy {}

    /** The address of whoever called this process. */
    record SourceIp() implements HashPolicy {}

    /** The first value of a query parameter. */
    record QueryParameter(String name) implements HashPolicy {}
}
